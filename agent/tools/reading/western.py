"""More of the words that give an intent away in English, beside those of `cues`."""

WAY = r"\bhow\s(?:far\s)?(?:apart|distant)\b|\bdistance\s(?:between|from|to)\b"
MANNERS = (
    r"\b(?:put|throw|drop|leave|dispose|get\srid|dump|bin)\b.{0,20}\b(?:trash|garbage|rubbish|litter|waste)\b"
    r"|\b(?:trash|garbage|rubbish)\s(?:cans?|bins?)\b|\bno\sbins?\b"
)
WISH = (
    r"\b(?:area|place|spot|street|neighbou?rhood|district|restaurant|cafe|bar|museum|park|market)s?\s(?:for|with|where|that)\b"
    r"|\b(?:place|spot|area)s?\slike\b|\bsimilar\s(?:place|spot|market|park|palace|one)s?\b|\b(?:others?|places?|anything)\slike\s(?:it|this|that|them)\b"
)
OTHER = (
    r"^(?:(?:ok|okay|and|hmm|yes|please|show\sme|give\sme|any|some|what)[\s,]+)*(?:more|others?|else|alternatives?)(?:\s(?:please|options?|places?|ideas?|suggestions?|ones?|of\s(?:them|these|those)|like\s(?:it|this|that|them)|pls))*[\s?？.!]*$"
    r"|\b(?:others?|anything|places?)\slike\s(?:it|this|that|them)\b"
)
