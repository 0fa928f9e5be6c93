"""Speed and memory, measured from outside the product. What each figure means: docs/performance.md."""
