// Which words the page speaks. What the guide says comes from the service.
import { en } from "./en.js";
import { ja } from "./ja.js";
import { ko } from "./ko.js";
import { zh } from "./zh.js";

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

// Lines that are known by a name: what fits in a badge, then en, ja, zh. Numbered ones are formed by line().
const LINES = {
  공항철도: ["공항", "AREX Airport Railroad", "空港鉄道", "机场铁路"], 신분당선: ["신분당", "Shinbundang Line", "新盆唐線", "新盆唐线"],
  경의중앙선: ["경의중앙", "Gyeongui–Jungang Line", "京義・中央線", "京义·中央线"], 수인분당선: ["수인분당", "Suin–Bundang Line", "水仁・盆唐線", "水仁·盆唐线"],
  경춘선: ["경춘", "Gyeongchun Line", "京春線", "京春线"], 경강선: ["경강", "Gyeonggang Line", "京江線", "京江线"], 서해선: ["서해", "Seohae Line", "西海線", "西海线"],
  우이신설선: ["우이", "Ui–Sinseol Line", "牛耳新設線", "牛耳新设线"], 신림선: ["신림", "Sillim Line", "新林線", "新林线"], 김포골드라인: ["김포", "Gimpo Goldline", "金浦ゴールドライン", "金浦黄金线"],
  에버라인: ["에버", "EverLine", "エバーライン", "爱宝线"], 의정부경전철: ["의정부", "U Line", "議政府軽電鉄", "议政府轻轨"],
};
const NUMBERED = /^(인천\s?)?(\d)호선$/;
const BUS = /^(.+)번$/;

// Seoul's districts: en, ja, zh.
const DISTRICTS = {
  종로구: ["Jongno-gu", "鍾路区", "钟路区"], 중구: ["Jung-gu", "中区", "中区"], 용산구: ["Yongsan-gu", "龍山区", "龙山区"], 성동구: ["Seongdong-gu", "城東区", "城东区"],
  광진구: ["Gwangjin-gu", "広津区", "广津区"], 동대문구: ["Dongdaemun-gu", "東大門区", "东大门区"], 중랑구: ["Jungnang-gu", "中浪区", "中浪区"], 성북구: ["Seongbuk-gu", "城北区", "城北区"],
  강북구: ["Gangbuk-gu", "江北区", "江北区"], 도봉구: ["Dobong-gu", "道峰区", "道峰区"], 노원구: ["Nowon-gu", "蘆原区", "芦原区"], 은평구: ["Eunpyeong-gu", "恩平区", "恩平区"],
  서대문구: ["Seodaemun-gu", "西大門区", "西大门区"], 마포구: ["Mapo-gu", "麻浦区", "麻浦区"], 양천구: ["Yangcheon-gu", "陽川区", "阳川区"], 강서구: ["Gangseo-gu", "江西区", "江西区"],
  구로구: ["Guro-gu", "九老区", "九老区"], 금천구: ["Geumcheon-gu", "衿川区", "衿川区"], 영등포구: ["Yeongdeungpo-gu", "永登浦区", "永登浦区"], 동작구: ["Dongjak-gu", "銅雀区", "铜雀区"],
  관악구: ["Gwanak-gu", "冠岳区", "冠岳区"], 서초구: ["Seocho-gu", "瑞草区", "瑞草区"], 강남구: ["Gangnam-gu", "江南区", "江南区"], 송파구: ["Songpa-gu", "松坡区", "松坡区"], 강동구: ["Gangdong-gu", "江東区", "江东区"],
};

export const LANGUAGES = { ko, en, ja, zh };

let current = "ko";

export const language = () => current;
const rank = () => Object.keys(LANGUAGES).indexOf(current);

/** words().send, words().minutes(5), … in the chosen language. */
export const words = () => LANGUAGES[current];

/** [the seal's letter, the category in words]. */
export function category(kind) {
  const row = CATEGORIES[kind] ?? CATEGORIES.other;
  return [row[0], row[1 + rank()]];
}

export const district = (name) => DISTRICTS[name]?.[rank() - 1] ?? name;

/** A line's or a bus's name in words. */
export function line(name) {
  const [numbered, bus] = [NUMBERED.exec(name), BUS.exec(name)];
  if (bus) return words().bus_number(bus[1]);
  if (current === "ko") return name;
  if (!numbered) return LINES[name]?.[rank()] ?? name;
  const city = numbered[1] ? (current === "en" ? "Incheon " : "仁川") : "";
  return city + { en: `Line ${numbered[2]}`, ja: `${numbered[2]}号線`, zh: `${numbered[2]}号线` }[current];
}

/** The same, short enough for a badge. */
export function badge(name) {
  const numbered = NUMBERED.exec(name);
  if (numbered) return numbered[2];
  const bus = BUS.exec(name);
  if (bus) return bus[1];
  return current === "en" && name === "공항철도" ? "AREX" : LINES[name]?.[0] ?? name;
}

export function choose(code) {
  current = code in LANGUAGES ? code : "ko";
  document.documentElement.lang = current;
  document.title = words().title;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words()[element.dataset.word];
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", words()[element.dataset.label]);
    if (element.matches("button")) element.title = words()[element.dataset.label];
  }
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = words()[element.dataset.hint];
}

/** What was chosen before, else the browser's first language that we speak, else Korean. */
export function preferred(chosen) {
  const wanted = [chosen, ...(navigator.languages ?? [navigator.language])];
  return wanted.map((tag) => String(tag ?? "").slice(0, 2).toLowerCase()).find((tag) => tag in LANGUAGES) ?? "ko";
}
