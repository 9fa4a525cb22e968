"""What CMS allows, from the settings: a change holds for what is made or changed from then on."""

from datetime import timedelta

from django.conf import settings

from api.credentials.rules import Limits


def limits() -> Limits:
    return Limits(
        lasts=timedelta(days=settings.API_CREDENTIALS_DAYS),
        overlap=timedelta(hours=settings.API_CREDENTIALS_OVERLAP_HOURS),
        most_addresses=settings.API_CREDENTIALS_ADDRESSES,
        widest={4: settings.API_NETWORK_IPV4, 6: settings.API_NETWORK_IPV6},
        private=settings.API_PRIVATE_ADDRESSES,
    )
