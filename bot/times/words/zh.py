"""Chinese (simplified; the traditional signs of the same words stand beside them)."""

from __future__ import annotations

from bot.times.words import TimeWords
from bot.words import phrases

_DIGITS = "一二三四五六七八九"


def _numbers() -> dict[str, int]:
    """1 to 99, and the minutes after the hour ("零五")."""
    made = {sign: number for number, sign in enumerate(_DIGITS, start=1)}
    made |= {f"{head}{sign}": number for sign, number in made.items() for head in "零〇"} | made
    made |= {"两": 2, "兩": 2, "零": 0, "〇": 0, "十": 10}
    for ten in range(1, 10):
        head = "十" if ten == 1 else f"{_DIGITS[ten - 1]}十"
        made |= {head: ten * 10} | {f"{head}{sign}": ten * 10 + n for n, sign in enumerate(_DIGITS, start=1)}
    return made


WORDS = TimeWords(
    numbers=_numbers(),
    clock={
        "{h}点半": "h+30", "{h}點半": "h+30", "{h}点1刻": "h+15", "{h}點1刻": "h+15", "{h}点3刻": "h+45", "{h}點3刻": "h+45",
        "{h}点过{m}分": "h+m", "{h}点差{m}分": "h-m", "差{m}分{h}点": "h-m", "差{m}分钟{h}点": "h-m", "差1刻{h}点": "h-15",
        "差{m}分{h}點": "h-m", "{h}时半": "h+30",
    },
    halves={
        "早上": "morning", "早晨": "morning", "上午": "morning", "清晨": "morning", "每天早上": "morning", "早": "morning",
        "中午": "noon", "下午": "afternoon", "午后": "afternoon", "傍晚": "evening", "晚上": "evening", "晚间": "evening",
        "晚": "evening", "夜里": "night", "夜晚": "night", "半夜": "night", "深夜": "night", "凌晨": "am", "夜裡": "night",
    },
    noon=phrases("正午 / 中午12点 / 中午12點 / 中午十二点整"),
    midnight=phrases("午夜 / 零点 / 0点 / 零點 / 半夜12点 / 午夜12点 / 凌晨12点"),
    now=phrases("现在 / 这个时间 / 这个时候 / 这个点 / 現在 / 這個時間"),
    hour_marks=phrases("点 / 点钟 / 点整 / 时 / 點 / 點鐘 / 時 / 時整 / 點整"),
    minute_marks=phrases("分"),
    half_first=True,
    daily=phrases("每天 / 每日 / 天天 / 每一天 / 每1天 / 一天天 / 每晚每早"),
    workdays=phrases("工作日 / 平日 / 上班日 / 每个工作日 / 周1到周5 / 周1到5 / 周1至5 / 星期1到5 / 星期1至5 / 周1至周5 / 每周1到5 / 每周1至5 / 周中 / 每個工作日"),
    weekend=phrases("周末 / 週末 / 每个周末 / 双休日 / 每周末 / 礼拜六日"),
    more_days={"周天": 0, "星期天": 0, "礼拜天": 0, "礼拜日": 0, "禮拜天": 0}
    | {f"{week}{sign}": n for week in ("周", "週", "礼拜", "禮拜", "星期") for n, sign in enumerate("日一二三四五六")},
    plural_days=("每{day}", "每个{day}", "每個{day}"),
    day_list=r"(?:每|每个)?(?:周|週|星期|礼拜|禮拜)(?P<days>[1-6日天](?:[ 、,和跟及]{0,2}[1-6日天](?!\d| ?[点點时時:.月年号日周个小]))+)",
    day_signs={"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "日": 0, "天": 0},
    dates=("{mo}月{d}日", "{mo}月{d}号", "{mo}月{d}", "{y}年{mo}月{d}日", "{y}年{mo}月{d}号", "{mo}月{d}號"),
    month_days=("{d}号", "{d}日", "{d}號"),
    day_first=False,
    soon={
        "今天": (0, ""), "今日": (0, ""), "今晚": (0, "evening"), "今天晚上": (0, "evening"), "今夜": (0, "night"),
        "明天": (1, ""), "明日": (1, ""), "明早": (1, "morning"), "明晚": (1, "evening"), "后天": (2, ""), "後天": (2, ""),
        "大后天": (3, ""), "今早": (0, "morning"), "今天下午": (0, "afternoon"),
    },
    next=phrases("下 / 下个 / 下個 / 下一个 / 下1个"),
    this=phrases("这 / 这个 / 本 / 這 / 這個"),
    next_is_next_week=True,
    minutes=phrases("分钟 / 分鐘 / 分"),
    hours=phrases("小时 / 个小时 / 小時 / 個小時 / 个钟头 / 钟头 / 个钟"),
    days=phrases("天"),
    weeks=phrases("周 / 个星期 / 星期 / 个礼拜 / 礼拜 / 週 / 個星期"),
    months=phrases("个月 / 個月"),
    lengths={
        "半小时": 30, "半个小时": 30, "半个钟头": 30, "半個小時": 30, "半小時": 30, "1刻钟": 15, "1刻鐘": 15, "3刻钟": 45,
        "{n}个半小时": 30, "{n}小时半": 30, "{n}個半小時": 30, "半天": 720, "{n}个半钟头": 30,
    },
    every=phrases("每 / 每隔 / 每个 / 隔 / 每過"),
    hourly=phrases("每小时 / 每个小时 / 每小時"),
    turns={
        "隔天": "days 2", "每隔1天": "days 2", "每隔一天": "days 2", "隔日": "days 2", "每2周": "weeks 2", "每两周": "weeks 2",
        "每两个星期": "weeks 2", "每隔1周": "weeks 2", "每隔一周": "weeks 2", "隔周": "weeks 2", "每周1次": "weeks 1",
        "每周一次": "weeks 1", "每个月": "months 1", "每月": "months 1", "每個月": "months 1", "每年": "years 1",
    },
    edges={"最后一天": -1, "最后1天": -1, "最後一天": -1, "月底": -1, "第一天": 1, "第1天": 1},
    rare=phrases("每隔2天"),
    often=phrases("次 / 1天1次 / 1天2次 / 1天3次 / 几次"),
    sometime=phrases("某个时候 / 某个时间 / 随机 / 任意时间 / 随便什么时候 / 的某个时候 / 的任意时间 / 某一时刻"),
    between=phrases("之间 / 之間 / 中间 / 间"),
    start=phrases("从 / 從 / 自"),
    to=phrases("至 / 直至"),
    until=phrases("到 / 直到"),
    both=phrases("和 / 及 / 以及 / 跟 / 与 / 还有 / 再"),
    choice=phrases("或 / 或者 / 还是 / 也许 / 可能"),
    ahead=phrases("过 / 再过"),
    later=phrases("后 / 之后 / 以后 / 後 / 之後 / 以後 / 后再"),
    lasting=phrases("持续"),
    leave_out=phrases("""
        除了 / 除 / 除外 / 不要 / 不用 / 不 / 但不包括 / 不包括 / 但是不 / 但不 / 跳过 / 跳過 / 除去 / 不含 / 例外 / 以外 / 之外 /
        休息 / 不要问 / 不用问 / 別 / 别 / 都不要
    """),
    fillers=phrases("""
        请 / 請 / 问 / 的 / 吧 / 谢谢 / 你好 / 您好 / 好 / 左右 / 大约 / 大概 / 在 / 了 / 都 / 就 / 我 / 整 / 时候 / 内 / 一次 / 1次  / 要 /
        但 / 您 / 你 / 就行 / 可以 / 每次 / 是 / 我们 / 会
    """),
    probe=phrases("检查"),
    help=phrases("帮助"),
    check=phrases("问我 / 问一下我 / 问问我 / 来问我 / 問我 / 确认我的情况"),
    skip=phrases("不要问我 / 别问我 / 不用问我 / 不要問我 / 別問我 / 不必问我 / 不需要问我 / 不要提醒我"),
    again=phrases("再问我 / 再问 / 稍后再问 / 稍后再问我 / 等 / 等我 / 稍等 / 再來問我 / 再问一次 / 再问1次 / 一会儿再问 / 过一会儿"),
    not_now=phrases("稍后 / 等一下 / 等一会儿 / 一会儿 / 稍后再问 / 稍后再问我 / 过会儿 / 待会儿 / 现在不方便 / 等会儿 / 晚点 / 晚点再问"),
    pause=phrases("暂停 / 暫停 / 暂停一下 / 停"),
    walk=phrases("陪我回家 / 送我回家 / 陪我走回家 / 看着我回家"),
    walking=phrases("我在回家路上 / 回家路上 / 在回家的路上 / 我在回家的路上 / 走路回家 / 我走路回家 / 回家 / 到家 / 我回家 / 我正在回家"),
    travel=(
        "我在{place}到{until}", "我在{place}直到{until}", "我在{place}待到{until}", "我到{until}都在{place}", "我要去{place}",
        "我在{place}呆到{until}", "我在{place}待{until}",
    ),
)  # fmt: skip
