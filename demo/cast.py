"""Who is in the demo data: made-up people in made-up ACOs (`.example` addresses reach nobody)."""

from dataclasses import dataclass, field

from demo import validated_by

PASSWORD = "Lakeside-Harbor-2026"  # noqa: S105 - local mode only, stands in the README


@dataclass(frozen=True, slots=True)
class Player:
    """One person of the cast: `holds` maps ACO IDs to the contact types held there."""

    user_id: str
    first_name: str
    last_name: str
    role: str
    holds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    staff_role: str = ""

    @property
    def staff(self) -> bool:
        return bool(self.staff_role)

    @property
    def email(self) -> str:
        return f"{self.user_id}@example.org"


ACOS: tuple[dict[str, str], ...] = (
    {
        "aco_id": "A9001",
        "aco_name": "Lakeside Care Partners ACO",
        "service_area": "MI, OH",
        "agreement_period": "2",
        "initial_start_date": "01/01/2019",
        "current_start_date": "01/01/2024",
        "basic_track": "0",
        "basic_track_level": "N/A",
        "enhanced_track": "1",
        "high_revenue_aco": "0",
        "low_revenue_aco": "1",
        "public_website": "lakeside.example.org",
        "participant_count": "12",
    },
    {
        "aco_id": "A9002",
        "aco_name": "Harbor Health Alliance",
        "service_area": "MA, RI",
        "agreement_period": "1",
        "initial_start_date": "01/01/2025",
        "current_start_date": "01/01/2025",
        "basic_track": "1",
        "basic_track_level": "B",
        "enhanced_track": "0",
        "high_revenue_aco": "1",
        "low_revenue_aco": "0",
        "public_website": "harbor.example.org",
        "participant_count": "31",
    },
    {
        "aco_id": "A9003",
        "aco_name": "High Plains Primary Care ACO",
        "service_area": "KS, NE, OK",
        "agreement_period": "1",
        "initial_start_date": "01/01/2026",
        "current_start_date": "01/01/2026",
        "basic_track": "1",
        "basic_track_level": "E",
        "enhanced_track": "0",
        "high_revenue_aco": "0",
        "low_revenue_aco": "1",
        "public_website": "",
        "participant_count": "7",
    },
)

CAST: tuple[Player, ...] = (
    Player(
        "sam.ortiz",
        "Sam",
        "Ortiz",
        "ACO Executive of Lakeside",
        {"A9001": ("aco_executive",)},
        "Chief Executive Officer",
    ),
    Player(
        "ruth.abara",
        "Ruth",
        "Abara",
        "Authorized to Sign (primary) of Lakeside",
        {"A9001": ("authorized_to_sign_primary",)},
        "General Counsel",
    ),
    Player(
        "noel.fischer",
        "Noel",
        "Fischer",
        "Authorized to Sign (secondary) of Lakeside",
        {"A9001": ("authorized_to_sign_secondary",)},
        "Deputy General Counsel",
    ),
    Player(
        "dana.rivera",
        "Dana",
        "Rivera",
        "CMS Liaison of Lakeside and of Harbor: a person in two ACOs",
        {"A9001": ("cms_liaison", "quality_primary"), "A9002": ("cms_liaison",)},
        "Director of Population Health",
    ),
    Player(
        "mei.tanaka",
        "Mei",
        "Tanaka",
        "Application Contact (primary) of Lakeside",
        {"A9001": ("application_primary",)},
    ),
    Player(
        "owen.brandt",
        "Owen",
        "Brandt",
        "Application Contact (secondary) of Lakeside",
        {"A9001": ("application_secondary",)},
    ),
    Player(
        "ines.duarte",
        "Ines",
        "Duarte",
        "DUA Requestor of Lakeside",
        {"A9001": ("dua_requestor",)},
        "Privacy Officer",
    ),
    Player(
        "paula.reyes",
        "Paula",
        "Reyes",
        "DUA Custodian of Lakeside",
        {"A9001": ("dua_custodian",)},
        "Data Security Manager",
    ),
    Player(
        "karl.lindgren",
        "Karl",
        "Lindgren",
        "Credential Delegate of Lakeside",
        {"A9001": ("credential_delegate",)},
        "Integration Engineer",
    ),
    Player(
        "tessa.okafor",
        "Tessa",
        "Okafor",
        "QPP Security Official of Lakeside",
        {"A9001": ("qpp_security_official",)},
    ),
    Player(
        "liam.walsh",
        "Liam",
        "Walsh",
        "QPP Staff User of Lakeside; asks for a role in Elm Street Family Practice",
        {"A9001": ("qpp_staff_user",)},
    ),
    Player(
        "lee.park",
        "Lee",
        "Park",
        "IT Contact (primary) of Lakeside; Staff User of Elm Street Family Practice",
        {"A9001": ("it_primary",)},
    ),
    Player(
        "grace.ndiaye",
        "Grace",
        "Ndiaye",
        "Financial and Other Contact of Lakeside; Security Official of Elm Street Family Practice",
        {"A9001": ("financial", "other")},
        "Controller",
    ),
    Player(
        "hugo.marchetti",
        "Hugo",
        "Marchetti",
        "ACO Executive of Harbor and of High Plains, which is new",
        {"A9002": ("aco_executive",), "A9003": ("aco_executive",)},
        "President",
    ),
    Player("olive.stone", "Olive", "Stone", "an outsider: has an account, is in no ACO"),
    Player(
        "casey.staff", "Casey", "Whitfield", "CMS staff: administrator", staff_role="administrator"
    ),
    Player("amir.haddad", "Amir", "Haddad", "CMS staff: analyst", staff_role="analyst"),
    Player("vera.lund", "Vera", "Lund", "CMS staff: viewer", staff_role="viewer"),
)


def describe(home: str = "") -> str:
    """The cast as lines for a terminal; `home` is the ACOMS_HOME that a command there needs."""
    command = f"{f'ACOMS_HOME={home} ' if home else ''}.venv/bin/python manage.py demo_code USER_ID"
    width = max(len(player.user_id) for player in CAST)
    lines = [f"  {player.user_id:<{width}}  {player.role}" for player in CAST]
    return "\n".join(
        [
            *lines,
            f"  Everyone's password: {PASSWORD}",
            f"  Everyone's second factor: {command}",
            *(f"  {line}" for line in validated_by.describe()),
        ]
    )
