"""What the terminal chat says by itself, in four languages."""

from typing import Final

Language = str
LANGUAGES: Final = ("ko", "en", "ja", "zh")

TEXTS: Final[dict[str, dict[Language, str]]] = {
    "open": {
        "ko": "길동무예요. 서울에 대해 무엇이든 물어보세요. /help: 도움말, Ctrl-C: 답 멈추기, Ctrl-D: 나가기",
        "en": "This is Gildongmu. Ask anything about Seoul. /help: help, Ctrl-C: stop the answer, Ctrl-D: leave",
        "ja": "キルドンムです。ソウルのことを何でも聞いてください。/help：ヘルプ、Ctrl-C：回答を止める、Ctrl-D：終了",
        "zh": "这里是Gildongmu。关于首尔，什么都可以问。/help：帮助，Ctrl-C：停止回答，Ctrl-D：退出",
    },
    "stopped": {
        "ko": "답을 멈췄어요. 대화는 그대로 이어져요.",
        "en": "The answer was stopped. The conversation goes on.",
        "ja": "回答を止めました。会話はそのまま続けられます。",
        "zh": "已停止回答。对话可以继续。",
    },
    "leave": {
        "ko": "나가려면 Ctrl-D를 누르거나 /quit을 입력해 주세요.",
        "en": "Press Ctrl-D or type /quit to leave.",
        "ja": "終了するには Ctrl-D を押すか /quit と入力してください。",
        "zh": "要退出，请按 Ctrl-D 或输入 /quit。",
    },
    "new": {
        "ko": "새 대화를 시작해요.",
        "en": "A new conversation.",
        "ja": "新しい会話を始めます。",
        "zh": "开始新的对话。",
    },
    "opened": {
        "ko": "이 대화를 이어 가요: {title}",
        "en": "Going on with: {title}",
        "ja": "この会話を続けます：{title}",
        "zh": "继续这个对话：{title}",
    },
    "none": {
        "ko": "아직 대화가 없어요.",
        "en": "There are no conversations yet.",
        "ja": "まだ会話がありません。",
        "zh": "还没有对话。",
    },
    "unknown_thread": {
        "ko": "그런 대화가 없어요. /threads로 목록을 보고 번호를 골라 주세요.",
        "en": "No such conversation. /threads lists them; pick a number.",
        "ja": "その会話はありません。/threads で一覧を見て番号を選んでください。",
        "zh": "没有这个对话。请用 /threads 查看列表并选择编号。",
    },
    "deleted": {
        "ko": "대화를 지웠어요.",
        "en": "The conversation was erased.",
        "ja": "会話を削除しました。",
        "zh": "对话已删除。",
    },
    "language": {
        "ko": "이제 {language}로 답해요.",
        "en": "Answers are in {language} now.",
        "ja": "これからは {language} で答えます。",
        "zh": "现在用 {language} 回答。",
    },
    "language_auto": {
        "ko": "이제 물어본 말로 답해요.",
        "en": "Answers are in the language of the question now.",
        "ja": "これからは質問の言語で答えます。",
        "zh": "现在用提问的语言回答。",
    },
    "choose": {
        "ko": "이 중에서 골라 주세요: {choices}",
        "en": "Choose one of: {choices}",
        "ja": "次の中から選んでください：{choices}",
        "zh": "请从中选择：{choices}",
    },
    "unknown": {
        "ko": "모르는 명령이에요: {command}. /help를 봐 주세요.",
        "en": "No such command: {command}. See /help.",
        "ja": "不明なコマンドです：{command}。/help をご覧ください。",
        "zh": "没有这个命令：{command}。请看 /help。",
    },
    "again": {
        "ko": "연결이 끊겨서 이어서 받고 있어요.",
        "en": "The line broke; going on from where it was.",
        "ja": "接続が切れたので、続きから受け取っています。",
        "zh": "连接中断，正在接着接收。",
    },
    "mended": {
        "ko": "고친 답이에요:",
        "en": "The corrected answer:",
        "ja": "訂正した回答です：",
        "zh": "更正后的回答：",
    },
    "degraded": {
        "ko": "일부 기능이 멈춰 있어서 아는 정보만으로 답했어요.",
        "en": "A part is down; this is what is known without it.",
        "ja": "一部の機能が止まっているため、分かる情報だけで答えました。",
        "zh": "部分功能不可用，仅根据已知信息回答。",
    },
    "help": {
        "ko": """/new           새 대화
/threads       지난 대화 목록
/open 번호     지난 대화 이어 가기
/history       이 대화에서 오간 말
/language ko   답할 언어: ko, en, ja, zh, auto
/delete        이 대화 지우기
/quit          나가기""",
        "en": """/new           a new conversation
/threads       earlier conversations
/open NUMBER   go on with one of them
/history       what was said in this one
/language en   language of answers: ko, en, ja, zh, auto
/delete        erase this conversation
/quit          leave""",
        "ja": """/new           新しい会話
/threads       これまでの会話
/open 番号     その会話を続ける
/history       この会話のやりとり
/language ja   回答の言語：ko, en, ja, zh, auto
/delete        この会話を削除
/quit          終了""",
        "zh": """/new           新对话
/threads       以前的对话
/open 编号     继续其中一个
/history       这个对话的内容
/language zh   回答的语言：ko, en, ja, zh, auto
/delete        删除这个对话
/quit          退出""",
    },
}


def text(name: str, language: Language, **values: str) -> str:
    return TEXTS[name][language].format(**values) if values else TEXTS[name][language]


def spoken(environment: str) -> Language:
    """The language of a locale's name (`ko_KR.UTF-8`); English for one that we do not speak."""
    return environment[:2].lower() if environment[:2].lower() in LANGUAGES else "en"
