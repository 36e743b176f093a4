# ruff: noqa: E501 (lists of words read best as one flowing text)
"""The language of a message: that of its sentence, not of the names in it."""

import re

from agent.tools.decision import Language

_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺーｦ-ﾟ]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_HAN = re.compile(r"[一-鿿㐀-䶿々]")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_FRAME = frozenset(
    """a an the is are was do does did can could would should will shall may how what where when who why
    which to from in on at of for with by and or near i me my we us our you your it its there here
    this that these those get go going reach visit take open close closed opening hours much many
    long far about tell show give find recommend want need like best good please thanks thank hello
    hi hey yo howdy bye goodbye goodnight farewell greetings cheers welcome morning evening afternoon later help again more less cheaper faster directions address phone website history sights restaurants any some not no yes ticket tickets price fee fare cost taxi subway bus train metro
    manners etiquette rude allowed eat photo photos let lets tomorrow today tonight now weather
    places place heyy hiya thx thanx ty lol lmao haha omg wow ok okay cool nice great bored sorry yeah yep nope sure hmm hmmm you're awesome amazing wonderful perfect
    palace park market museum station village temple food street map night view
    nearest hospital pharmacy bank hotel cafe restaurant airport station line exit cheap best good free
    rude tip tips bring talk wear sit legal today's what's where's i'm it's don't can't""".split()  # noqa: SIM905 (words)
)
"""Words that carry an English sentence; names have none of them."""
_CHINESE = re.compile(
    r"[门车东乐馆园费价钱买卖汉语图书话饭饺气铁观开关业这儿啥嘛啦呀吗呢吧请怎么哪这那里个们给谢您你我们什几点钟门票开关去从到的是有没在想要推荐嗎麼們這幾點說沒賣錢價氣鐵觀關逛哦]"
)
_JAPANESE = re.compile(
    r"[込働峠気駅鉄図円広対応売読検歩徳沢桜価仏覧営観楽駐帰両変戻済届餃]|行き方|料金|時間|入場|営業|徒歩|駅|何時|円"
)


ACRONYM = 4
"""Letters: what is no longer, or in capitals, Koreans write so too: ktx, DDP."""
_REQUESTED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"영어로|\bin\senglish\b|英語で|用?英[语文](?:说|回答|解释|介绍|告诉)|[请再]用英[语文]", re.IGNORECASE
    ),
    "ja": re.compile(
        r"(?:일본어|일어)로|\bin\sjapanese\b|日本語で|用?日[语文](?:说|回答|解释|介绍|告诉)|[请再]用日[语文]",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:중국어|중국말)로|\bin\schinese\b|中国語で|用?中文(?:说|回答|解释|介绍|告诉)|[请再]用中文",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"(?:한국어|한국말)로|\bin\skorean\b|韓国語で|用?韩[语文](?:说|回答|解释|介绍|告诉)|[请再]用韩[语文]",
        re.IGNORECASE,
    ),
}
_TOLD = re.compile(
    r"로\s?(?:(?:다시|좀|한\s?번\s?더|간단히|짧게|자세히)\s?)*(?:말해|알려|설명|소개|답|대답|얘기해|이야기해|안내|부탁|해\s?[줘주]|$|[.!?])"
    r"|\b(?:answer|reply|tell|explain|describe|introduce|speak|repeat|again|please|write|respond)\b|^\s*in\s\w+[.!?\s]*$|で(?:もう一度|お願い|教えて|説明|言って|答え|案内|紹介|$)|[说答释绍诉请再]",
    re.IGNORECASE,
)
_WORD_FOR = re.compile(
    r"뭐라고|뭐야|번역|어떻게\s?(?:말|써|읽)|수\s?있|가능|할\s?줄|\bsay\s(?!it|that)|\bcalled\b|\bwords?\b|\bmenu|何(?:て|と)言|怎么说|怎么念|[」』”\"]\s?(?:は|って|を)?\s?(?:韓国語|英語|日本語|中国語)で|を(?:韓国語|英語|日本語|中国語)で(?!教|説|答|案内|紹介|お願い|書|話)|(?:韓国語|英語|中国語|日本語)で(?:は|って)|[」』”\"]\s?用?[韩韓英日中][语語文]",
    re.IGNORECASE,
)
"""What asks for a word, or who speaks a language, and not for the answer in it."""


def requested(text: str) -> Language | None:
    """The language that a message asks to be answered in: 영어로 설명해 줘, 日本語で教えて."""
    for language, pattern in _REQUESTED.items():
        if pattern.search(text) and _TOLD.search(text) and not _WORD_FOR.search(text):
            return language
    return None


def detect(text: str, thread: Language | None = None) -> Language:
    """The language to answer in. `thread`: that of the turns before, which holds for bare names and no letters.

    Where there were none, a name in Latin letters is English, but for what Koreans write so too: DDP, KTX.
    """
    default = thread or "ko"
    wanted = requested(text)
    if wanted:
        return wanted
    latin = _WORD.findall(text)
    framed = sum(word.lower() in _FRAME or word.lower().removesuffix("s") in _FRAME for word in latin)
    hangul, han = len(_HANGUL.findall(text)), len(_HAN.findall(text))
    hiragana, kana = len(_HIRAGANA.findall(text)), len(_KANA.findall(text))
    if framed >= 2 and framed * 2 >= hangul // 2:  # noqa: PLR2004 (two words make a sentence's frame)
        return "en"
    if hiragana and hiragana >= hangul // 2:
        return "ja"
    if hangul:
        quoted = han >= 2 and bool(_CHINESE.search(text)) and han >= hangul  # noqa: PLR2004
        return "zh" if quoted and not kana else "ko"
    if kana:
        return "ja"
    if han:
        if default in ("ja", "zh") and not _CHINESE.search(text):
            return default
        return "ja" if _JAPANESE.search(text) and not _CHINESE.search(text) else "zh"
    if framed:
        return "en"
    if latin:
        return _lettered(latin, thread)
    return default


def _lettered(words: list[str], thread: Language | None) -> Language:
    """A bare name in Latin letters says nothing of the asker, unless several words make a phrase."""
    if thread in ("en", "ja", "zh"):
        return thread
    begins = thread is None and any(len(word) > ACRONYM and not word.isupper() for word in words)
    return "en" if begins or len(words) > 2 else "ko"  # noqa: PLR2004
