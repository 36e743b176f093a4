# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""More of the words that give an intent away in English, beside those of `cues`."""

WAY = (
    r"\bhow\s(?:do|can|could|would)\s(?:\w+\s){1,3}(?:get|go)\s(?:up\s)?to\b|\b(?:credit|debit|bank|foreign)\scards?\b.{0,24}\b(?:subway|metro|bus|taxi|cab)(?:e?s)?\b|\b(?:for|per|of)\s(?:one|a\ssingle|each)\sride\b|\b(?:one|a\ssingle)\sride\s(?:cost|fare|is)\b|\bhow\smuch\sis\s(?:one|a\ssingle|a)\sride\b"
    r"|\bstill\sbe\srunning\b|\bhow\s(?:far\s)?(?:apart|distant)\b|\bdistance\s(?:between|from|to)\b"
)
MANNERS = (
    r"\b(?:things?|anything|something|what)\s(?:i|we|you|one)\s(?:should\s?n[o']?t|shouldnt|should\snot|must\s?n[o']?t|must\snot|can['’]?t|cannot|may\snot)\b|\bshould(?:n'?t|\snot)\s(?:do|wear|bring)\b|\b(?:do|should|can|must)\s(?:i|we|you|people)\s(?:haggle|bargain|bow|queue)\b|\b(?:put|throw|drop|leave|dispose|get\srid|dump|bin)\b.{0,20}\b(?:trash|garbage|rubbish|litter|waste)\b"
    r"|\b(?:which|what)\sseats?\b.{0,24}\b(?:sit|avoid|not|can'?t|cannot)\b|\bseats?\b.{0,16}\b(?:can'?t|cannot|not\sallowed|should\s?n[o']?t)\b"
    r"|\brules\b(?!\sof\b)|\bany\srule\b"
    r"|\b(?:trash|garbage|rubbish)\s(?:cans?|bins?)\b|\bno\sbins?\b|\bdress(?:ed)?\s(?:up|nicely|smart|formal)\b"
)
WISH = (
    r"\b(?:historic(?:al)?|heritage|unesco)\s(?:sites?|spots?|places?|landmarks?)\b|\b(?:bike|biking|cycling|bicycle|running|jogging|walking|hiking|strolling)\s(?:paths?|routes?|trails?|courses?|roads?|spots?)\b|\b(?:palace|park|market|museum|temple|village|neighbou?rhood|area|street|place|mountain|hike)\s(?:that(?:'s|\sis)|with\sthe)\s(?:the\s)?(?:least|most|best|fewest)\b|"
    r"\b(?:area|place|spot|street|neighbou?rhood|district|restaurant|cafe|bar|museum|park|market)s?\s(?:for|with|where|that)\b"
    r"|\b(?:date|trip|day|weekend|outing)\s(?:\w+\s)?ideas?\b|\bideas?\s(?:in|near|around|please)\b|\bany\s(?:\w+\s){0,2}(?:trails?|hikes?|gardens?|bookstores?|galler(?:y|ies)|viewpoints?|saunas?)\b"
    r"|\bwhere\s(?:i|we|you|kids|one)\s(?:can|could|may)\b(?!\s(?:i|we)\b)"
    r"|\b(?:place|spot|area)s?\slike\b|\bsimilar\s(?:place|spot|market|park|palace|one)s?\b|\b(?:others?|places?|anything)\slike\s(?:it|this|that|them)\b"
)
OTHER = (
    r"^(?:(?:ok|okay|and|hmm|yes|please|show\sme|give\sme|any|some|what)[\s,]+)*(?:more|others?|else|alternatives?)(?:\s(?:please|options?|places?|ideas?|suggestions?|ones?|of\s(?:them|these|those)|like\s(?:it|this|that|them)|pls))*[\s?？.!]*$"
    r"|\b(?:others?|anything|places?)\slike\s(?:it|this|that|them)\b"
    r"|\banother[\s?？.!]*$|\bdifferent\s(?:one|place|spot)\b|\bnot\s(?:that|this)(?:\s(?:one|place))?\b"
)
NOT = r"\b(?:besides|apart\sfrom|aside\sfrom|except(?:\sfor)?)\b"
"""Before what is set aside."""
EATING = (
    r"\brestaurants?\b|\bto\seat\b|\beater(?:y|ies)\b|\bbbq\b|\bbarbecue\b|\bbreakfast\b|\bbrunch\b"
    r"|\b(?:good|cheap|best|local|street)\s(?:\w+\s)?(?:food|eats|bites)\b"
)
ALLOWED = r"\bis\s(?:\w+\s){1,2}(?:ok|okay|allowed|fine|acceptable)\b(?!\s(?:to|if))"
NARROWER = (
    r"^(?:(?:ok|okay|and|but|then|hmm|something|somewhere|anything|anywhere|what\sabout|how\sabout|a\sbit|a\slittle|more|preferably|only|just)[\s,]+)*"
    r"(?:indoors?|outdoors?|inside|outside|free|cheap(?:er)?|quiet(?:er)?|calm(?:er)?|close(?:r)?|small(?:er)?|big(?:ger)?|less\s(?:crowded|busy|touristy)|kid[-\s]?friendly|for\skids|with\s(?:the\s|my\s)?(?:kids|children|parents|friends|a\s(?:baby|toddler|dog)))"
    r"(?:\s(?:ones?|places?|spots?|please|instead|options?))*[\s?.!]*$"
)
"""The last wish with a condition more: something indoors."""
WITHOUT = r"^(?:(?:ok|okay|but|hmm|please)[\s,]+)*(?:not\s(?:an?\s|the\s)?|no\s(?:more\s)?|without\s|anything\sbut\s(?:an?\s)?|except\s)[a-z]+(?:\s[a-z]+)?(?:\s?,?\splease)?[\s.!]*$"
"""The last wish without a kind: not a park please."""
GREETING = r"\byo\b|\bhowdy\b|\bgidday\b"
