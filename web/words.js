// Every word of the page, in four languages. What the guide says comes from the service.

const ko = {
  name: "길동무", title: "길동무 · 서울 여행 안내", skip: "입력창으로 건너뛰기", language: "화면 언어", fresh: "새 대화",
  hello: "어디로 떠나 볼까요?", about: "서울의 명소, 길 찾기와 요금, 지켜야 할 예절까지 편하게 물어보세요.",
  log: "대화", latest: "맨 아래로", location: "내 위치 함께 보내기", located: "내 위치를 함께 보내요.",
  unlocated: "위치를 알 수 없어요. 출발지를 말씀해 주세요.", abroad: "한국 밖에서는 위치를 쓸 수 없어요. 출발지를 말씀해 주세요.",
  ask: "메시지", hint: "서울에 대해 물어보세요", send: "보내기", stop: "멈추기",
  care: "요금과 시간은 바뀔 수 있어요. 중요한 일정은 한 번 더 확인해 주세요.",
  you: "나", guide: "길동무", thinking: "생각하고 있어요", stopped: "여기서 멈췄어요.", cut: "답이 도중에 끊겼어요.",
  degraded: "지금은 일부 기능을 쓸 수 없어서, 확인된 정보만 간단히 알려 드렸어요.", retry: "다시 시도", copy: "복사", copied: "복사했어요",
  network: "연결이 끊겼어요. 인터넷을 확인하고 다시 시도해 주세요.", thread_busy: "앞의 질문에 답하는 중이에요. 잠시 후 다시 시도해 주세요.",
  overloaded: "지금 찾는 분이 많아요. 잠시 후 다시 시도해 주세요.", failed: "문제가 생겨 답하지 못했어요. 잠시 후 다시 시도해 주세요.",
  sources: "출처", hours: "시간", closed: "휴무", fee: "요금", free: "무료", access: "가까운 역", address: "주소", phone: "전화", site: "공식 누리집",
  exit: (n) => `${n}번 출구`, line: (s) => s, station: (s) => (s.endsWith("역") ? s : `${s}역`), goto: "가는 길", manners: "예절",
  gotoAsk: (name) => `${name}까지 어떻게 가?`, mannersAsk: (name) => `${name}에서 지켜야 할 예절이 있어?`,
  routes: "가는 방법", taxi: "택시", minutes: (n) => `${n}분`, won: (n) => `${n}원`, roughly: (x) => `약 ${x}`,
  transfers: (n) => (n ? `환승 ${n}번` : "환승 없음"), stops: (n) => `${n}정거장`, toward: (d) => `${d} 방면`, walk: "걷기",
  fastest: "가장 빨라요", fewest_transfers: "환승이 적어요", cheapest: "가장 싸요", subway: "지하철", bus: "버스", mixed: "지하철+버스",
  etiquette: "이렇게 하면 좋아요", estimate: "예상 요금",
  ideas: ["경복궁에 대해 알려줘", "서울역에서 홍대입구까지 어떻게 가?", "야경 보기 좋은 곳 추천해 줘", "지하철에서 지켜야 할 예절이 있어?"],
};
const en = {
  name: "Gildongmu", title: "Gildongmu · your Seoul guide", skip: "Skip to the message field", language: "Language", fresh: "New chat",
  hello: "Where shall we go?", about: "Ask about Seoul's sights, routes and fares, and local manners.",
  log: "Conversation", latest: "To the latest message", location: "Send my location along", located: "Your location is sent along.",
  unlocated: "Your location is not available. Please tell me where you start.", abroad: "Location works in Korea only. Please tell me where you start.",
  ask: "Message", hint: "Ask about Seoul", send: "Send", stop: "Stop",
  care: "Fares and hours may change. Please double-check what matters.",
  you: "You", guide: "Gildongmu", thinking: "Thinking", stopped: "Stopped here.", cut: "The answer broke off.",
  degraded: "Some parts are unavailable right now, so this is a short answer from confirmed facts.", retry: "Try again", copy: "Copy", copied: "Copied",
  network: "The connection was lost. Check your network and try again.", thread_busy: "I am still answering the question before. Please try again in a moment.",
  overloaded: "Many people are asking right now. Please try again in a moment.", failed: "Something went wrong. Please try again in a moment.",
  sources: "Sources", hours: "Hours", closed: "Closed", fee: "Admission", free: "Free", access: "Nearest station", address: "Address", phone: "Phone", site: "Official site",
  exit: (n) => `exit ${n}`, line: (s) => s.replace(/^(\d)호선$/, "Line $1"), station: (s) => `${s} Station`, goto: "How to get there", manners: "Etiquette",
  gotoAsk: (name) => `How do I get to ${name}?`, mannersAsk: (name) => `What should I mind at ${name}?`,
  routes: "Ways to go", taxi: "Taxi", minutes: (n) => `${n} min`, won: (n) => `₩${n}`, roughly: (x) => `about ${x}`,
  transfers: (n) => (n ? `${n} transfer${n > 1 ? "s" : ""}` : "no transfer"), stops: (n) => `${n} stop${n > 1 ? "s" : ""}`, toward: (d) => `toward ${d}`, walk: "Walk",
  fastest: "Fastest", fewest_transfers: "Fewest transfers", cheapest: "Cheapest", subway: "Subway", bus: "Bus", mixed: "Subway + bus",
  etiquette: "Good to know", estimate: "Estimate",
  ideas: ["Tell me about Gyeongbokgung", "How do I get from Seoul Station to Hongdae?", "Where is the best night view?", "What are the manners on the subway?"],
};
const ja = {
  name: "キルドンム", title: "キルドンム · ソウル旅行案内", skip: "入力欄へ移動", language: "表示言語", fresh: "新しい会話",
  hello: "どこへ行きましょうか?", about: "ソウルの名所、行き方と料金、マナーまで気軽に聞いてください。",
  log: "会話", latest: "一番下へ", location: "現在地も送る", located: "現在地も一緒に送ります。",
  unlocated: "現在地が分かりません。出発地を教えてください。", abroad: "韓国の外では現在地を使えません。出発地を教えてください。",
  ask: "メッセージ", hint: "ソウルについて聞いてください", send: "送信", stop: "停止",
  care: "料金や時間は変わることがあります。大事な予定はもう一度ご確認ください。",
  you: "自分", guide: "キルドンム", thinking: "考えています", stopped: "ここで止めました。", cut: "答えが途中で切れました。",
  degraded: "いま一部の機能が使えないため、確認できた情報だけを簡単にお伝えしました。", retry: "もう一度", copy: "コピー", copied: "コピーしました",
  network: "接続が切れました。ネットワークを確認して、もう一度お試しください。", thread_busy: "前の質問に答えています。少し待ってからお試しください。",
  overloaded: "ただいま混み合っています。少し待ってからお試しください。", failed: "問題が起きました。少し待ってからお試しください。",
  sources: "出典", hours: "時間", closed: "休み", fee: "料金", free: "無料", access: "最寄り駅", address: "住所", phone: "電話", site: "公式サイト",
  exit: (n) => `${n}番出口`, line: (s) => s.replace(/^(\d)호선$/, "$1号線"), station: (s) => `${s}駅`, goto: "行き方", manners: "マナー",
  gotoAsk: (name) => `${name}までどうやって行きますか?`, mannersAsk: (name) => `${name}で守るマナーはありますか?`,
  routes: "行き方", taxi: "タクシー", minutes: (n) => `${n}分`, won: (n) => `${n}ウォン`, roughly: (x) => `約${x}`,
  transfers: (n) => (n ? `乗換${n}回` : "乗換なし"), stops: (n) => `${n}駅`, toward: (d) => `${d}方面`, walk: "徒歩",
  fastest: "最速", fewest_transfers: "乗換が少ない", cheapest: "最安", subway: "地下鉄", bus: "バス", mixed: "地下鉄+バス",
  etiquette: "知っておくと安心", estimate: "予想料金",
  ideas: ["景福宮について教えてください", "ソウル駅から弘大入口までどう行きますか?", "夜景がきれいな場所は?", "地下鉄のマナーを教えてください"],
};
const zh = {
  name: "Gildongmu", title: "Gildongmu · 首尔旅行向导", skip: "跳到输入框", language: "界面语言", fresh: "新对话",
  hello: "我们去哪儿?", about: "首尔的景点、路线与费用、当地礼仪,都可以问我。",
  log: "对话", latest: "回到底部", location: "同时发送我的位置", located: "会同时发送您的位置。",
  unlocated: "无法获取位置,请告诉我出发地。", abroad: "位置功能仅限韩国境内,请告诉我出发地。",
  ask: "消息", hint: "问问首尔的事", send: "发送", stop: "停止",
  care: "费用和时间可能变动,重要行程请再次确认。",
  you: "我", guide: "Gildongmu", thinking: "正在思考", stopped: "已停止。", cut: "回答中断了。",
  degraded: "目前部分功能不可用,先简单告诉您已确认的信息。", retry: "重试", copy: "复制", copied: "已复制",
  network: "连接中断。请检查网络后重试。", thread_busy: "正在回答上一个问题,请稍后重试。",
  overloaded: "现在提问的人较多,请稍后重试。", failed: "出了点问题,请稍后重试。",
  sources: "来源", hours: "时间", closed: "休息", fee: "门票", free: "免费", access: "最近的车站", address: "地址", phone: "电话", site: "官方网站",
  exit: (n) => `${n}号出口`, line: (s) => s.replace(/^(\d)호선$/, "$1号线"), station: (s) => `${s}站`, goto: "怎么去", manners: "礼仪",
  gotoAsk: (name) => `怎么去${name}?`, mannersAsk: (name) => `在${name}要注意什么礼仪?`,
  routes: "路线", taxi: "出租车", minutes: (n) => `${n}分钟`, won: (n) => `${n}韩元`, roughly: (x) => `约${x}`,
  transfers: (n) => (n ? `换乘${n}次` : "无需换乘"), stops: (n) => `${n}站`, toward: (d) => `${d}方向`, walk: "步行",
  fastest: "最快", fewest_transfers: "换乘少", cheapest: "最便宜", subway: "地铁", bus: "公交", mixed: "地铁+公交",
  etiquette: "温馨提示", estimate: "预计费用",
  ideas: ["介绍一下景福宫", "从首尔站到弘大怎么走?", "推荐看夜景的地方", "坐地铁要注意什么礼仪?"],
};

// The seal on a place card, and the category in words: ko, en, ja, zh.
export const CATEGORIES = {
  palace: ["궁", "궁궐", "Palace", "宮殿", "宫殿"], heritage: ["유", "문화유산", "Heritage", "文化遺産", "文化遗产"],
  museum: ["박", "박물관", "Museum", "博物館", "博物馆"], gallery: ["미", "미술관", "Gallery", "美術館", "美术馆"],
  park: ["원", "공원", "Park", "公園", "公园"], mountain: ["산", "산", "Mountain", "山", "山"],
  temple: ["사", "사찰", "Temple", "寺院", "寺庙"], church: ["당", "성당·교회", "Church", "教会", "教堂"],
  market: ["장", "시장", "Market", "市場", "市场"], shopping: ["점", "쇼핑", "Shopping", "ショッピング", "购物"],
  food: ["맛", "먹거리", "Food", "グルメ", "美食"], neighbourhood: ["골", "동네", "Neighbourhood", "街", "街区"],
  view: ["경", "전망", "View", "展望", "观景"], river: ["강", "한강", "River", "川", "江河"],
  theatre: ["극", "공연장", "Theatre", "劇場", "剧场"], stadium: ["운", "경기장", "Stadium", "競技場", "体育场"],
  theme_park: ["놀", "놀이공원", "Theme park", "テーマパーク", "主题乐园"], campus: ["학", "대학", "Campus", "大学", "大学"],
  airport: ["공", "공항", "Airport", "空港", "机场"], library: ["책", "도서관", "Library", "図書館", "图书馆"],
  trail: ["길", "산책길", "Trail", "散策路", "步道"], hotel: ["숙", "호텔", "Hotel", "ホテル", "酒店"],
  event: ["제", "축제·행사", "Festival", "祭り・イベント", "节庆"], other: ["곳", "가 볼 곳", "Place", "スポット", "景点"],
};

export const LANGUAGES = { ko, en, ja, zh };

let current = "ko";

export const language = () => current;

/** words().send, words().minutes(5), … in the chosen language. */
export const words = () => LANGUAGES[current];

export function choose(code) {
  current = code in LANGUAGES ? code : "ko";
  document.documentElement.lang = current;
  document.title = words().title;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words()[element.dataset.word];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words()[element.dataset.label]);
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = words()[element.dataset.hint];
}

/** What was chosen before, else the browser's first language that we speak, else Korean. */
export function preferred(chosen) {
  const wanted = [chosen, ...(navigator.languages ?? [navigator.language])];
  return wanted.map((tag) => String(tag ?? "").slice(0, 2).toLowerCase()).find((tag) => tag in LANGUAGES) ?? "ko";
}
