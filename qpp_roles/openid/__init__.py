"""ACO-MS as OpenID Connect provider: QPP's website signs its people in through us (rule B3).

The library (`allauth.idp.oidc`) speaks the protocol. Here is what it leaves to us: who may be
signed in and for how long (`actions`, `validator`), what a website is told of them (`claims`,
`adapter`), the websites (`actions.websites`) and the word to them that a sign-in has ended
(`backchannel`).
"""
