# The production image: web, worker and beat run from it, each with its own command.
FROM node:24.11.1-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts

FROM python:3.11.14-slim-bookworm AS packages
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev libpq-dev \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/production.txt /requirements.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --requirement /requirements.txt

FROM python:3.11.14-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin acoms \
    && install --directory --owner=acoms --group=acoms /var/lib/acoms /var/lib/acoms/files \
       /var/lib/acoms/deliveries
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 \
    DJANGO_SETTINGS_MODULE=acoms.settings.production \
    STATIC_ROOT=/app/build/static \
    BEAT_SCHEDULE=/var/lib/acoms/beat-schedule
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /build/node_modules node_modules
# Collecting static files needs settings, not real ones: these secrets live in this step only.
RUN python -m acoms.site.assets \
    && random() { python -c "import secrets; print(secrets.token_urlsafe(48))"; } \
    && SECRET_KEY=$(random) ACOMS_KEYS=$(random) OPENID_KEYS=$(python -m acoms.crypto.signing_keys) \
       SITE_URL=https://build.invalid ALLOWED_HOSTS=build.invalid \
       DATABASE_URL=postgres://build:$(random)@build.invalid/acoms \
       REDIS_URL=redis://:$(random)@build.invalid \
       EMAIL_URL=smtp+tls://build.invalid PROOFING_BUREAU=none.at.build.time \
       PECOS_SOURCE=none.at.build.time \
       python manage.py collectstatic --no-input \
    && rm -rf node_modules
USER acoms
EXPOSE 8000
CMD ["gunicorn", "-c", "python:acoms.operations.server", "acoms.wsgi"]
