"""`{% about aco %}Change requests of {{ aco }} went to CMS{% endabout %}`: a mail's subject, in
which the ACO or the organization that the variable holds is shortened to what there is room for.
Nothing in it is escaped: a subject is no HTML.

`{% one_line %}…{% endone_line %}`: one line of a plain text, on several in its template."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context

from notifications.subjects import fitted

register = template.Library()


class AboutNode(template.Node):
    def __init__(self, variable: str, nodelist: NodeList) -> None:
        self.variable = variable
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        escaped, context.autoescape = context.autoescape, False

        def said_of(name: str) -> str:
            with context.push(**{self.variable: name}):
                return str(self.nodelist.render(context))

        try:
            return fitted(said_of, str(context[self.variable]))
        finally:
            context.autoescape = escaped


class OneLineNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        return " ".join(self.nodelist.render(context).split())


@register.tag
def one_line(parser: Parser, token: Token) -> OneLineNode:
    nodelist = parser.parse(("endone_line",))
    parser.delete_first_token()
    return OneLineNode(nodelist)


@register.tag
def about(parser: Parser, token: Token) -> AboutNode:
    _, variable = token.split_contents()
    nodelist = parser.parse(("endabout",))
    parser.delete_first_token()
    return AboutNode(variable, nodelist)
