"""One spelling for the many ways a name is written, and the way back to the text it was written in."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_HAN = (
    "宮宫 門门 東东 樓楼 園园 慶庆 廣广 國国 會会 館馆 龍龙 龍竜 樂乐 樂楽 漢汉 臺台 圖图 圖図 "
    "書书 體体 戰战 戰戦 爭争 紀纪 場场 橋桥 鐘钟 閣阁 島岛 術术 藝艺 藝芸 覽览 覽覧 業业 動动 "
    "車车 陽阳 陰阴 雲云 億亿 號号 蠶蚕 蠺蚕 義义 禮礼 聖圣 壇坛 廟庙 遺遗 蹟迹 跡迹 學学 歷历 "
    "歷歴 時时 間间 區区 站驛 站駅 站驿 線线 進进 運运 麗丽 蘭兰 倉仓 衞卫 衛卫 徳德 惠恵 澤沢 "
    "澤泽 瀬濑 岩巖 峰峯 韓韩 華华 萬万 壽寿 實实 實実 習习 飛飞 馬马 鳥鸟 鷗鴎 鷗鸥 鷺鹭 鹤鶴 鐵铁 鐵鉄 "
    "鍾钟 鑛矿 關关 關関 陸陆 隊队 際际 電电 靈灵 靈霊 項项 順顺 頭头 風风 飯饭 蔘参 參参 縣县 "
    "縣県 總总 總総 緣缘 緑绿 綠绿 紅红 純纯 經经 經経 綜综 續续 續続 羅罗 聯联 聲声 職职 莊庄 "
    "莊荘 葉叶 藥药 藥薬 處处 處処 蠟蜡 補补 裝装 裏裡 裏里 見见 規规 親亲 觀观 觀観 計计 設设 "
    "記记 誌志 論论 豐丰 豐豊 貝贝 貞贞 財财 貨货 賓宾 贊赞 趙赵 農农 達达 適适 遷迁 鄉乡 鎮镇 "
    "長长 開开 雜杂 雞鸡 雙双 離离 韻韵 飲饮 驪骊 鬱郁 魚鱼 點点 齋斋 傳传 傳伝 劇剧 劍剑 勞劳 "
    "勝胜 協协 單单 嚴严 圓圆 圓円 報报 壓压 夢梦 奧奥 孫孙 寧宁 寶宝 對对 對対 導导 層层 帥帅 "
    "帶带 帶帯 庫库 廳厅 廳庁 張张 彌弥 後后 從从 愛爱 擇择 擧举 據据 斷断 於于 昇升 暉晖 曉晓 "
    "條条 楊杨 榮荣 榮栄 檢检 權权 歡欢 歲岁 殘残 氣气 氣気 決决 沒没 淚泪 淨净 清淸 湧涌 溫温 "
    "滿满 燈灯 爾尔 獨独 現现 畫画 當当 發发 發発 盧卢 監监 盤盘 眞真 砲炮 礎础 禪禅 種种 稅税 "
    "穀谷 窓窗 筆笔 節节 簡简 糧粮 絲丝 蓮莲 蔭荫 蘆芦 議议 護护 讀读 讓让 變变 貢贡 質质 賣卖 "
    "趾址 躍跃 軍军 輪轮 遊游 過过 選选 還还 邊边 邊辺 醫医 釋释 銀银 錢钱 錦锦 鏡镜 閒闲 隨随 "
    "險险 難难 靜静 靑青 頂顶 願愿 類类 驚惊 鳳凤 麥麦 黃黄 黨党 齊齐 亞亚 亞亜 從従 來来 佛仏 "
    "兒儿 兩两 兩両 "
    "臨临 烏乌 產产 產産 儀仪 興兴 養养 創创 務务 勳勋 勳勲 廠厂 廈厦 團团 "
    "團団 墳坟 尋寻 峴岘 嶺岭 歸归 歸帰 數数 極极 楓枫 棧栈 棧桟 樹树 湯汤 "
    "溝沟 濟济 濟済 漣涟 灣湾 濱滨 濱浜 灘滩 環环 甕瓮 籠笼 籠篭 細细 繒缯 "
    "網网 舍舎 萊莱 營营 營営 蘇苏 識识 誠诚 語语 賢贤 賽赛 輕轻 輕軽 輔辅 "
    "遠远 遙遥 鉢钵 銅铜 陣阵 隱隐 隱隠 餅饼 駒驹 鳴鸣 鵲鹊 鷹鹰 黑黒 龜龟 "
    "龜亀 嶽岳 涼凉 壯壮 備备 獎奖 獎奨 娛娱 憲宪 寬宽 寬寛 將将 崗岗 幣币 "
    "師师 應应 應応 錄录 錄録 憶忆 懷怀 態态 戀恋 戶户 戶戸 拜拝 換换 舊旧 "
    "顯显 顯顕 櫻樱 櫻桜 檔档 橫横 步歩 塗涂 澗涧 溪渓 濕湿 潛潜 煙烟 燒烧 "
    "燒焼 熱热 煥焕 豬猪 獻献 鹽盐 鹽塩 築筑 肅肃 肅粛 纖纤 納纳 紙纸 結结 "
    "紺绀 統统 繩绳 繩縄 維维 纜缆 縫缝 腸肠 艦舰 蕩荡 蔥葱 藍蓝 藏蔵 蝦虾 "
    "蟻蚁 螞蚂 覺觉 覺覚 許许 詞词 詩诗 話话 誕诞 調调 談谈 謙谦 貴贵 貫贯 "
    "資资 購购 軒轩 載载 連连 邏逻 郵邮 鄭郑 鄰邻 鄰隣 醬酱 釀酿 鍛锻 鏞镛 "
    "陳陈 飾饰 餃饺 駝驼 駱骆 驗验 驗験 驤骧 魯鲁 鴉鸦 鵑鹃 麵麺 變変 單単 "
    "嚴厳 讀読 賣売 轉转 轉転 澀渋 爐炉 彈弹 彈弾 擴扩 擴拡 曉暁 樣样 樣様 "
    "權権 歡歓 每毎 淨浄 稻稲 穗穂 緣縁 蟲虫 螢萤 螢蛍 譯译 譯訳 證证 證証 "
    "讓譲 贊賛 鄉郷 錢銭 雜雑 雞鶏 假仮 劍剣 勸劝 勸勧 圍围 圍囲 圈圏 寫写 "
    "專专 專専 峽峡 廣広 晝昼 檢検 冰氷 淺浅 鍾鐘 蠺蠶 跡蹟 衛衞 參蔘 綠緑"
)
_TABLE = {ord(other): pair[0] for pair in _HAN.split() for other in pair[1:] if other != pair[0]}
_TABLE |= {
    ord(small): large for small, large in zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True)
}
_TABLE |= {code: chr(code + 0x60) for code in range(0x3041, 0x3097)}  # hiragana as katakana
_TABLE |= {ord(small): large for small, large in zip("ぁぃぅぇぉっゃゅょ", "アイウエオツヤユヨ", strict=True)}
_VOICED = (
    "ガカ ギキ グク ゲケ ゴコ ザサ ジチ ズス ゼセ ゾソ ダタ ヂチ ヅツ デテ ドト "
    "バハ ビヒ ブフ ベヘ ボホ パハ ピヒ プフ ペヘ ポホ ヴウ"
)
_PLAIN = {pair[0]: pair[1] for pair in _VOICED.split()}
_TABLE = {code: _PLAIN.get(other, other) for code, other in _TABLE.items()}
_TABLE |= {ord(voiced): plain for voiced, plain in _PLAIN.items()}
"""Voice marks are dropped: カロスギル and カロスキル are one street; ジ and チ are both ㅈ."""
_TABLE[ord("供")] = "トモ"  # 子供 and 子ども
_GLIDES = frozenset("ァヮ")
"""Behind ク or グ, what many leave out: クァンジャン and カンジャン are 광장."""
_DROPPED = frozenset(" \t\u00a0\u3000·・‧∙'’‘`-‐‑–_.ーッっ")
"""What people put into or leave out of a name: it never parts two names by itself."""
_UNWRITTEN = dict.fromkeys(map(ord, _DROPPED))
_PLAIN_LETTERS = re.compile(r"[\x00-\x7f가-힣]*")
_BRACKETED = re.compile(r"\s*[(（\[【〔<《][^)）\]】〕>》]*[)）\]】〕>》]")


@dataclass(frozen=True, slots=True)
class Flat:
    """`text` without spaces and in one spelling; `at[i]` is where `text[i]` stands in the original."""

    text: str
    at: tuple[int, ...]


def flatten(text: str) -> Flat:
    """Case, width, variant characters, small kana and spaces folded away."""
    out: list[str] = []
    at: list[int] = []
    for index, char in enumerate(text):
        if char in _GLIDES and out[-1:] == ["ク"]:
            out[-1] = "カ"
            continue
        for part in _folded(char):
            out.append(part)
            at.append(index)
    return Flat("".join(out), tuple(at))


@lru_cache(maxsize=20_000)
def _folded(char: str) -> str:
    """What is left of a character in the one spelling: one as a rule, none of what never parts two names."""
    if char in _DROPPED:
        return ""
    plain = char if char.isascii() or "가" <= char <= "힣" else unicodedata.normalize("NFKC", char)
    return "".join(part for part in plain.translate(_TABLE).casefold() if part not in _DROPPED)


def key(name: str) -> str:
    composed = unicodedata.normalize("NFC", name)
    if _PLAIN_LETTERS.fullmatch(composed):  # nearly all names: the same as below, some ten times as fast
        return composed.translate(_UNWRITTEN).casefold()
    return "".join(map(_folded, composed)) if _GLIDES.isdisjoint(composed) else flatten(composed).text


def unbracketed(name: str) -> str:
    return _BRACKETED.sub("", name).strip()


_FOLDS = "eui>ui yeo>yo eo>o eu>u oo>u ae>e wh>h sh>s ck>k ch>j kk>k tt>t pp>p ss>s jj>j g>k d>t b>p r>l ll>l"
_ROMAN = tuple(fold.partition(">")[::2] for fold in _FOLDS.split())


def romanised(word: str) -> str:
    """A rough fold of romanisations: Gyeongbokgung, Kyongbokkung and Gyongbokgung come close."""
    for old, new in _ROMAN:
        word = word.replace(old, new)
    return word
