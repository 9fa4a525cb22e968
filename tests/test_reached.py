"""What counts as reached by the product, and which proofs are refused, in a tree of a few lines."""

import pytest

from tests.reached import Tree
from tests.rules_table import unproven

WRITTEN = {
    "shop/__init__.py": "",
    "shop/urls.py": """
        from shop import views
        urlpatterns = [views.page]
    """,
    "shop/views.py": """
        from shop.rules import Basket, total as worked_out
        def page(request):
            return worked_out(Basket()).in_words
    """,
    "shop/rules.py": """
        from enum import Enum
        from elsewhere import Model
        _RATE = 2
        def total(basket):
            return _doubled(basket.size)
        def _doubled(size):
            return size * _RATE
        def forgotten():
            return _of_it()
        def _of_it():
            return named_in_a_setting
        class Basket(Model):
            def hook_of_model(self): ...
        class Sum(Enum):
            @property
            def in_words(self): ...
            def in_figures(self): ...
        @dataclass
        class Lonely: ...
        @task
        def by_a_worker(): ...
        @shared_task
        def on_no_schedule(): ...
        total(Sum)
        "a string"
    """,
    "shop/settings.py": """
        CHECK = "shop.checks.Check"
        OTHER = "shop.checks.forgotten_too."
    """,
    "shop/checks.py": """
        class Check:
            def __call__(self): ...
            def run(self): ...
        def forgotten_too(): ...
    """,
    "tests/helpers.py": """
        from shop import rules
        def dead(): return rules.forgotten()
    """,
    "tests/conftest.py": """
        from shop.rules import Lonely
        @pytest.fixture
        def thing(): return Lonely()
    """,
    "tests/test_shop.py": """
        import shop.rules
        from shop.rules import total
        from tests.helpers import dead
        def test_alive(): total(1)
        def test_dead(): dead()
        def test_by_module(): shop.rules.forgotten()
        def test_by_fixture(thing): total(1)
        def test_page(client): client.get("/")
        @pytest.mark.parametrize("n", [1])
        @given(st.integers())
        def test_nothing(n, m): assert 1
    """,
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    root = tmp_path_factory.mktemp("tree")
    for name, text in WRITTEN.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(line.removeprefix(" " * 8) for line in text.splitlines()))
    return Tree(["shop", "tests"], root)


def test_what_nothing_leads_to_is_found(tree: Tree) -> None:
    assert {str(name) for name in tree.unreached()} == {
        "shop.rules.forgotten",
        "shop.rules._of_it",
        "shop.rules.Sum.in_figures",
        "shop.rules.Lonely",
        "shop.rules.on_no_schedule",
        "shop.checks.forgotten_too",
    }


@pytest.mark.parametrize(
    ("test", "why"),
    [
        ("alive", ""),
        ("dead", "is about shop.rules.forgotten, which nothing reaches."),
        ("by_module", "is about shop.rules.forgotten, which nothing reaches."),
        ("by_fixture", "is about shop.rules.Lonely, which nothing reaches."),
        ("page", ""),
        ("nothing", "is about nothing of the product."),
    ],
)
def test_a_proof_of_what_does_not_run_is_refused(tree: Tree, test: str, why: str) -> None:
    path = tree.root / "tests" / "test_shop.py"
    name = f"test_{test}"
    assert unproven({"A1": {path: [name]}}, tree) == (
        [f"tests.test_shop.{name} {why}"] if why else []
    )
