# One image for every part: `wellcheck web | worker | bot | migrate`, or `wellcheck up` for all of it in one container.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/wellcheck
COPY . .
RUN /opt/wellcheck/bin/pip install --no-cache-dir --disable-pip-version-check '.[backup,otel,sqs]'
# What is learnt from the lists of words is kept beside the compiled code, where the service itself may not write.
RUN cd / && /opt/wellcheck/bin/python -c "from bot.lexicon import lexicon; lexicon('en')"

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/wellcheck wellcheck
COPY --from=build /opt/wellcheck /opt/wellcheck
ENV PATH=/opt/wellcheck/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    WELLCHECK_HOME=/var/lib/wellcheck
USER wellcheck
WORKDIR /var/lib/wellcheck
EXPOSE 8080
# The web server's own pulse; docker-compose.yml gives the other parts theirs.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", 8080)}/livez', timeout=4)"]
ENTRYPOINT ["wellcheck"]
CMD ["web"]
