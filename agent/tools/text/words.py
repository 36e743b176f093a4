# ruff: noqa: E501, SIM905 (lists of words and patterns read best as one flowing text)
"""Words that look like names and are not, or are names of what the guide does not hold."""

import re

from agent.tools.text.fold import key
from data import ROOT

EVERYDAY = frozenset((ROOT / "everyday.csv").read_text(encoding="utf-8").split()[1:])
"""Words of everyday Korean and English: a name that is one of them needs context, and none is a slip of a name."""

GENERIC = frozenset(
    key(word)
    for word in """서울 서울시 서울특별시 대한민국 한국 공원 시장 박물관 미술관 역 지하철역 궁 고궁 궁궐 절 사찰 산 등산 강 카페 맛집 식당 호텔 숙소 공항 백화점
    도서관 극장 영화관 지하철 버스 택시 기차 정류장 터미널 교회 성당 거리 골목 마을 한옥 한옥마을 전망대 타워 쇼핑 쇼핑몰 놀이공원 놀이동산 동물원 식물원
    수목원 캠핑장 대학교 대학 학교 병원 약국 은행 편의점 화장실 주차장 안내소 관광지 여행 여행지 명소 핫플 야경 데이트 산책 산책로 광장 다리 대교 경기장 운동장
    체육관 수영장 공연장 전시관 전시회 갤러리 문화재 문화유산 유적지 기념관 과학관 체험관 센터 빌딩 건물 상가 지하상가 지하도상가 먹자골목 포장마차 술집 클럽 노래방 찜질방
    목욕탕 한강공원 둘레길 성곽길 자전거 따릉이 한복 떡볶이 치킨 삼겹살 비빔밥 냉면 커피 중앙 본점 지점 도심 시내 동네 근처 주변 입구 출구 정문 후문 안내
    palace museum park market station tower seoul korea korean folk national city temple mountain river street village gallery airport
    theatre theater hotel restaurant cafe bus subway taxi metro train church cathedral library university
    hello lol omg korean koreans asia paris peace alter graphic master parasite provence sahara uri vivaldi worldcup olympic skywalk skydeck folk history art music war modern contemporary 별관 본관 방도 챔버 신관
    library stadium bridge square garden zoo mall shopping food course center centre exit line
    ソウル 韓國 公園 駅 市場 中央 光明 博物舘 首爾 首尔 市场 寺 山 美術館 地鐵 地下鉄 空港 機場""".split()
)
"""Folded spellings that are kinds of place, not names: never linked, and never the far end of a typing slip."""

COMMON = frozenset(
    """공덕 계산 전곡 청산 가오리 상록수 만수 양재 대흥 목동 일원 굽은다리 회기 사당 수서 상수 약수 옥수 미아 수유 하계 상계 신당 신설 대방 대청 도화 독산 동막 마두 매봉 미사 반월 발산 방이
    방배 백마 보문 사평 산곡 삼가 삼동 상현 서원 석수 성환 송정 수색 신갈 신정 신창 신천 신포 신흥 쌍용 아라 아신 안산 양주 영통 오금 용문 원시 월계 이대 이수 이천 증산
    지행 직산 한남 화계 강매 강일 거여 고색 관악 구의 구산 구룡 구일 덕정 당정 상천 소새울 서동탄 석계 두정 금호 종합운동장 도원 중앙 고잔 개롱 마들 문정 원종 임학 작전
    고대 연대 성대 외대 비원 국회 책거리 토끼굴 자벌레 서울로 드림랜드 억새밭 돌담길 황금절 장미터널 장미광장 소나무숲길 프랑스마을 이슬람거리 걷고싶은거리 물빛광장 sac moa mam
    gac cau sema ecc 가디 구디 노들 신사 통의 성동 광진 성북 강북 은평 양천 강서 금천 대화 가능 국수 오리 중앙 사리 신문 방화 개화 동작 남성 모란 정자 구성 보정 청명 교대 온수 상봉 중화 공항 수진 복정 산성 태평 서현 이매 수내
    미금 오산 평택 대공원 삼성 대림 신사 강변 도심 가정 완정 아산 봉명 배방 소사 중동 백운 관악 화서 진위 세마 송도 원인재 동춘 연수 동막 신연수 승의
    길음 길동 명일 고덕 군자 마장 신답 용답 도봉 녹천 신이문 외대앞 이수 내방 철산 천왕 상도 신풍 논현 학동 중곡 면목 사가정 상동 춘의 회기 중랑 양원 구리 도농
    양정 운길산 양수 신원 아신 오빈 양평 원덕 용문 지평 금곡 마석 대성리 청평 상천 가평 굴봉산 강촌 김유정 남춘천 춘천 시청 월곶 인천 부천 안산 수원 의왕 광명 하남 성남 용인 이천 여주 부발 곤지암
    초월 경기광주 삼동 판교 사우 운양 장기 마산 구래 걸포 풍무 고촌 운동장 어룡 곤제 새말 효자 흥선 발곡 범골 경전철의정부 탑석 송산 동오
    원당 대곡 지축 삼송 화정 백석 마두 주엽 정발산 기흥 강남대 지석 어정 동백 초당 둔전 보평 고진 명지대 시민공원 석남 석바위 예술회관 문학경기장 선학 국제업무지구 센트럴파크
    달월 시우 초지 선부 원곡 시흥시청 시흥능곡 시흥대야 소새울 신현 능곡 곡산 일산 탄현 야당 운정 금릉 금촌 월롱 파주 문산 임진강""".split()
)
"""Names that are words or towns besides: without 역 they count only where their neighbours speak for a place."""

UNHELPED = frozenset(
    """국수 오리 사리 강변 도심 산성 온수 모란 남성 공항 중앙 청명 가정 신문 연수 방학 대화 구리 여주 양주 도원 초당 옥수 약수 백마 관악 이천 춘천 인천 수원 부천 가평 파주 평택 안산 일산
    방이 중동 아산 천안 용인 의정부 시흥 광명 김유정 강촌 청평 양평 상봉 수유 서울로""".split()
)
"""Of these words also 국수 맛집, 강변 카페 and 춘천 여행 do not name the station."""

UNMOVED = frozenset("서울로 이대로 고대로 방이 거여".split())
"""Of these words also 서울로 가는 does not name the place: a particle stands in them."""

ELSEWHERE = frozenset(
    """부산 대구 대전 광주 울산 세종 제주 제주도 강릉 속초 경주 전주 여수 통영 거제 포항 춘천 원주 충주 청주 천안 공주 부여 군산 목포 순천 남해 안동 평창 양양 동해 삼척 태백 영월 단양
    보령 태안 서산 당진 아산 서귀포 해운대 광안리 남포동 서면 감천문화마을 자갈치시장 태종대 성심당 한라산 성산일출봉 우도 불국사 석굴암 설악산 지리산 오죽헌 정동진 경포대 안목해변 한옥마을전주 동성로
    강원도 강원 경기도 충청도 전라도 경상도 하남 파주 가평 포천 인천 수원 용인 월미도 차이나타운 수원화성 에버랜드 한국민속촌 남이섬 쁘띠프랑스 아침고요수목원 헤이리 임진각 dmz 도쿄 오사카 교토 후쿠오카 삿포로 오키나와 베이징 상하이 홍콩 타이베이 방콕 파리 런던 뉴욕 로마
    바르셀로나 싱가포르 하노이 다낭 에펠탑 루브르 루브르박물관 자유의여신상 도쿄타워 도쿄타위 디즈니랜드 유니버셜스튜디오 만리장성 콜로세움 빅벤 피라미드 일본 중국 미국 대만 태국 베트남
    sungsimdang seongsimdang nami namiisland lotteworldbusan legoland busan daegu daejeon gwangju ulsan jeju gyeongju jeonju gangneung sokcho tokyo osaka kyoto paris london haeundae everland eiffel newyork
    釜山 釜山市 濟州 済州 济州 大邱 慶州 庆州 全州 東京 东京 大阪 京都 北京 上海 海雲臺 海雲台 海云台 広安里 廣安里 广安里 甘川文化村 大田 光州 蔚山 江陵 束草 麗水 丽水 統営 统营 浦項 浦项 春川 原州 忠州
    清州 天安 公州 扶余 群山 木浦 順天 顺天 安東 安东 平昌 襄陽 襄阳 三陟 丹陽 丹阳 西帰浦 西归浦 漢拏山 汉拿山 雪岳山 智異山 智异山 江原道 坡州 加平 龍仁 龙仁 爱宝乐园 愛寶樂園 南怡島 南怡岛 小法国村 民俗村
    プサン テグ テジョン クァンジュ ウルサン チェジュ チェジュ島 カンヌン ソクチョ キョンジュ チョンジュ ヨス トンヨン ポハン チュンチョン ヘウンデ スウォン エバーランド ナミソム ナミ島
    福岡 福冈 沖縄 冲绳 札幌 名古屋 香港 台北 广州 廣州 深圳""".split()
)
"""Well-known names far from Seoul: never mistaken for a slip of ours, and a sign that the web must be asked."""


def _whole(name: str) -> str:
    """Katakana names lie in no longer word of katakana."""
    said = re.escape(name)
    return rf"(?<![ァ-ヺー]){said}(?![ァ-ヺー])" if "ァ" <= name[0] <= "ヺ" else said


FAR = "|".join(map(_whole, sorted(ELSEWHERE, key=len, reverse=True)))
"""A pattern of them all."""

BEFORE = re.compile(
    r"(?:호선|여기서|거기서|지금|현재|서울|오늘|내일|혹시|저는|나는|우리|근데|그럼|그리고|에서|까지|부터|으로|에서는|는요)$"
)
"""What a name may follow without a space."""

NICKNAMES: dict[str, tuple[str, ...]] = {
    "홍대입구": ("홍대", "홍입", "홍익대", "홍대역", "Hongdae", "Hongik University", "弘大", "弘大入口", "ホンデ", "弘大入口駅"),
    "건대입구": ("건대", "건입", "건대역", "Konkuk University", "Kondae", "建大", "建大入口", "建国大学"),
    "불암산": ("당고개",),
    "강일": ("강일동",),
    "자양": ("뚝섬유원지",),
    "신길온천": ("능길",),
    "고속터미널": ("고터", "강남고속터미널", "고속버스터미널", "강남고속버스터미널", "高速バスターミナル", "高速ターミナル", "高速客运站", "高速巴士客运站", "高速巴士站"),
    "인천공항1터미널": (
        "인천공항", "인천국제공항", "인천공항 1터미널", "인천공항 제1터미널", "인천공항 T1", "인천공항1터미널", "인천국제공항 제1터미널", "Incheon Airport",
        "Incheon International Airport", "Incheon Airport Terminal 1", "Incheon Airport T1", "Incheon Terminal 1", "ICN", "ICN T1",
        "仁川空港", "仁川国際空港", "仁川机场", "仁川国际机场", "仁川機場", "仁川空港第1", "仁川空港第1ターミナル", "仁川空港第一ターミナル", "仁川机场T1", "仁川机场1号航站楼",
    ),
    "인천공항2터미널": (
        "인천공항 2터미널", "인천공항 제2터미널", "인천공항 T2", "인천국제공항 제2터미널", "Incheon Airport Terminal 2", "Incheon Airport T2",
        "Incheon Terminal 2", "ICN T2", "仁川空港第2", "仁川空港第2ターミナル", "仁川空港第二ターミナル", "仁川机场T2", "仁川机场2号航站楼",
    ),
    "압구정로데오": ("狎鴎亭ロデオ", "狎鷗亭ロデオ"), "잠실나루": ("蚕室ナル",), "뚝섬": ("トゥクソム",), "올림픽공원": ("オリンピック公園駅",),
    "김포공항": ("김포국제공항", "Gimpo", "Kimpo", "金浦", "キンポ", "Gimpo Airport", "Gimpo International Airport", "金浦空港", "キンポ空港", "金浦机场", "金浦機場"),
    "동대문역사문화공원": ("동역사", "동대문역사문화공원역 DDP"),
    "성신여대입구": ("성신여대", "誠信女大入口", "诚信女大入口"), "숙대입구": ("숙대", "숙입", "淑大入口"), "한성대입구": ("한성대", "漢城大入口", "汉城大入口"),
    "서울대입구": ("설입", "서울대입구", "ソウル大入口", "首尔大入口"),
    "총신대입구": ("이수역", "이수"), "종각": ("종로",), "이대": ("이대역",), "강남": ("강남역사거리", "강역"), "사당": (), "잠실": ("잠실역사거리",),
    "종로3가": ("종삼", "종로삼가"), "을지로3가": ("을삼", "을지로삼가"), "을지로4가": ("을지로사가",), "종로5가": ("종로오가",), "노량진": (), "서울역": ("Seoul Stn", "ソウル駅", "首尔站", "首爾站"),
    "가산디지털단지": ("가디",), "구로디지털단지": ("구디",), "디지털미디어시티": ("디엠씨", "디엠씨역", "DMC역", "DMC Station"),
}  # fmt: skip
"""What people call stations, by the station's name."""

SHORTHAND: dict[str, tuple[str, ...]] = {
    "한양도성": ("ソウル城郭", "首尔城墙", "首爾城牆", "Seoul Fortress Wall"),
    "리움미술관": ("リウム",),
    "롯데월드타워": ("롯타", "잠실타워"), "롯데월드": ("롯월",), "별마당도서관": ("별마당", "스타필드 도서관", "Starfield Library"), "국립중앙박물관": ("국중박",),
    "국립현대미술관 서울": ("국현미", "현대미술관"), "서울어린이대공원": ("어대공",), "경복궁": ("景福",), "동대문디자인플라자": ("디디피", "동대문 DDP"), "남산서울타워": ("엔타워", "남타"),
    "북촌한옥마을": ("북촌한옥", "북촌마을"), "서대문형무소역사관": ("서대문 역사관", "西大门监狱", "西大門監獄", "Seodaemun Jail"), "여의도한강공원": ("여의나루 공원",), "올림픽공원": ("올공",), "예술의전당": ("예당", "艺术殿堂", "芸術殿堂"),
    "세종문화회관": ("세종회관",), "더현대 서울": ("더현대", "여의도 현대"), "고척스카이돔": ("고척돔",), "서울월드컵경기장": ("상암구장", "World Cup Stadium", "ワールドカップ競技場", "世界杯体育场"),
    "인천국제공항 제1여객터미널": ("인천공항 1청사", "인천 1터미널"), "인천국제공항 제2여객터미널": ("인천공항 2청사", "인천 2터미널"), "남산골한옥마을": ("남산한옥마을", "남산골", "Namsan Hanok Village", "南山韩屋村", "南山韓屋村", "南山コル", "南山ゴル", "南山谷"),
    "코엑스 아쿠아리움": ("코엑스 수족관",), "헤이리예술마을": ("헤이리마을", "헤이리 마을"), "동묘벼룩시장": ("동묘앞 벼룩시장", "동묘앞 시장", "동묘 구제시장"), "수원화성": ("화성어차",), "반포대교 달빛무지개분수": ("달빛분수", "반포 달빛분수", "반포 분수", "반포 무지개분수"),
    "동대문시장": ("동대문 도매시장",), "노량진수산시장": ("노량진시장",), "서울식물원": ("마곡식물원",), "가로수길": ("신사 가로수길",), "샤로수길": ("샤로수",), "숭례문": ("南大門",), "동대문 닭한마리 골목": ("タッカンマリ横丁", "タッカンマリ通り", "一只鸡胡同", "一隻雞胡同", "一只鸡一条街", "Dakhanmari Alley", "Dakhanmari street"), "남산공원": ("南山",),
    "이화여자대학교": ("梨大", "梨花女大"), "압구정로데오거리": ("압구정로데오", "狎鷗亭", "狎鷗亭洞"), "청담패션거리": ("清潭洞", "淸潭洞"), "여의도": ("Yeoido", "Yoido"), "갤러리아백화점 명품관": ("갤러리아",),
    "명동성당": ("明洞教堂", "明洞大教堂", "明洞天主教堂", "明洞大聖堂"), "창덕궁": ("Secret Garden", "Huwon", "秘苑", "昌徳宮後苑", "昌德宫后苑"), "국립고궁박물관": ("国立故宮博物館", "国立故宫博物馆", "故宮博物館", "故宫博物馆"), "전쟁기념관": ("War Museum", "Korean War Museum", "战争博物馆", "戦争博物館"), "이화벽화마을": ("이화동 벽화마을", "梨花洞壁画村", "梨花洞の壁画村"), "남산케이블카": ("ロープウェイ", "ロープウェー", "ケーブルカー", "南山ロープウェイ", "南山ケーブルカー", "南山缆车", "缆车", "Namsan cable car"),
}  # fmt: skip
"""What people call places for short, beside the aliases of the data, by the place's Korean name."""

KIND = re.compile(
    r"(?:한강공원|어린이공원|근린공원|공원|전통시장|수산시장|시장|박물관|미술관|기념관|과학관|역사관|문화관|식물원|동물원|한옥마을|벽화마을|마을|거리|골목|타워|대공원|대성당|성당|교회|대학교|대학"
    r"|광장|도서관|공항|백화점|극장|경기장|체육관|캠퍼스|계곡|호수|궁|각|역|동|산|사|천|길|섬|문|관|원|숲|암|릉|단|정|대)$"
)
"""What kind of place a name says it is, at its end."""
