"""Which place a number is about, among several that a text names."""

import pytest


@pytest.fixture
def placed(read_page):
    """`placed(text)`: the place of every claim of a page, in order."""
    return lambda text, **given: [row["place"] for row in read_page(text, published="2021-06-20", **given).claims]


@pytest.mark.parametrize(
    "text, place",
    [
        ("在济南，历下区泉城广场的新冠疫苗接种点每天接种4000剂。", "山东省/济南市/历下区"),
        ("武侯区在四川省体育馆新设的接种点，昨日接种新冠疫苗3000剂。", "四川省/成都市/武侯区"),
        ("瑞丽市从昆明、大理等地抽调的新冠疫苗接种人员有583名。", "云南省/德宏傣族景颇族自治州/瑞丽市"),
        ("全市投入医护人员、公安、志愿者等1.4万余人服务新冠疫苗接种。", "全国"),
        ("昆明湖街道新冠疫苗接种点昨日接种550剂。", "全国"),
        ("榆次区新冠疫苗接种率高出晋中市平均水平7个百分点。", "山西省/晋中市/榆次区"),
        ("西宁市新冠疫苗接种量超过全省的一半。", "青海省/西宁市"),
        ("在亚拉巴马州的莫比尔县，四分之一的居民完全接种了新冠疫苗。", "美国/亚拉巴马州/莫比尔县"),
        ("顺德区和南海区合计接种新冠疫苗137.5万剂。", "广东省/佛山市"),
    ],
)
def test_names_of_halls_lenders_and_what_is_compared_with_are_not_the_place(placed, text, place):
    assert placed(text) == [place]


def test_the_whole_city_is_the_county_level_one_on_its_own_page(placed):
    text = "瑞丽市启动新冠疫苗全员接种，德宏州派出医疗队。全市设24个接种点，已接种1.8万余人。"
    assert set(placed(text, title="瑞丽市启动全员接种")) == {"云南省/德宏傣族景颇族自治州/瑞丽市"}


def test_what_stands_in_brackets_is_told_in_passing(placed):
    text = "兰州市共有新冠疫苗接种点152个（城关区48个、七里河区27个），接种人员2130名。"
    assert placed(text) == [
        "甘肃省/兰州市", "甘肃省/兰州市/城关区", "甘肃省/兰州市/七里河区", "甘肃省/兰州市",
    ]


@pytest.mark.parametrize(
    "text, place",
    [
        ("朝阳区累计接种新冠疫苗201.6万剂次。", "北京市/朝阳区"),
        ("长春市公布数据，朝阳区累计接种新冠疫苗60万剂次。", "吉林省/长春市/朝阳区"),
        ("铁西区共开放新冠疫苗接种点5个。", "辽宁省/沈阳市/铁西区"),
        ("福州市公布数据，连江县新冠疫苗接种率超过8成。", "福建省/福州市/连江县"),
        ("台湾省各县中，连江县新冠疫苗接种率超过8成。", "台湾省/连江县"),
    ],
)
def test_of_districts_so_called_the_one_whose_city_is_named_or_else_the_likelier_is_meant(placed, text, place):
    assert placed(text)[-1] == place


def test_a_place_that_only_told_of_one_inside_it_is_not_gone_on_with(placed):
    told = "记者从德宏州新闻发布会上获悉，瑞丽市新冠疫苗全员接种进展顺利。截至6日，已接种22.6万人。"
    assert placed(told) == ["云南省/德宏傣族景颇族自治州/瑞丽市"]


@pytest.mark.parametrize(
    "text, places",
    [
        ("昆山市设新冠疫苗接种点300个，其中玉山镇20个。目前全市接种率达80%。", "江苏省/苏州市/昆山市"),
        ("全国新冠疫苗接种提速。在云南，瑞丽市抽调医务人员800名，目前全市接种率达97%。", "云南省/德宏傣族景颇族自治州/瑞丽市"),
        ("合肥市设新冠疫苗接种点328个，其中包河区47个、蜀山区41个，日接种能力40万剂次。", "安徽省/合肥市"),
        ("云南省从昆明、大理抽调1800名医务人员驰援瑞丽，支持新冠疫苗接种。", "云南省/德宏傣族景颇族自治州/瑞丽市"),
        ("中国援助老挝新冠疫苗运抵万象\n据介绍，前三批疫苗共计190万剂。", "老挝"),
        ("截至9月13日，西藏自治区卫健委介绍，全区累计接种新冠疫苗466万剂次。", "西藏自治区"),
        ("新巴尔虎右旗组建8支新冠疫苗流动接种队。截至7月14日，全旗累计接种4.2万剂次。", "内蒙古自治区/呼伦贝尔市/新巴尔虎右旗"),
        ("国际快讯\n在南美洲，智利卫生部称，该国85%的人口完成新冠疫苗全程接种。", "智利"),
    ],
)
def test_the_last_number_s_place(read_page, text, places):
    assert read_page(text, published="2021-09-15").claims[-1]["place"] == places


@pytest.mark.parametrize(
    "text, places",
    [
        # streets and towns called like a county elsewhere
        ("深圳市龙岗区平湖街道打了新冠疫苗3万针。", ["广东省/深圳市/龙岗区"]),
        ("深圳市龙岗区推进新冠疫苗接种，吉华、平湖两个街道首针接种率过了七成。", ["广东省/深圳市/龙岗区"]),
        # the two named last
        ("广州、深圳接种加快；佛山、东莞紧随其后，前者接种新冠疫苗850万剂次，后者912万剂次。",
         ["广东省/佛山市", "广东省/东莞市"]),
        ("湖北省累计接种新冠疫苗600万剂次。四川省累计接种700万剂次。两省接种率均超过80%。",
         ["湖北省", "四川省", "湖北省", "四川省"]),
        # a place inside another
        ("雄安新区容城县的工地上，新冠疫苗接种车接种了517名工人。", ["河北省/保定市/容城县"]),
        ("记者在锡林郭勒盟的东乌珠穆沁旗看到，新冠疫苗接种队打了6500针。", ["内蒙古自治区/锡林郭勒盟/东乌珠穆沁旗"]),
        ("西安高校师生接种新冠疫苗，西北工业大学长安校区设32个接种台。", ["陕西省/西安市/长安区"]),
        # what a place is the largest of, and what its parts are compared in
        ("龙岗区推进新冠疫苗接种。大运中心是深圳最大的接种点，设有80个接种台。", ["广东省/深圳市/龙岗区"]),
        ("台湾省新冠疫苗第一剂涵盖率68.9%。各县市中，台北市第一剂涵盖率最高，达75.4%。65岁以上长者已有近八成打过。",
         ["台湾省", "台湾省/台北市", "台湾省"]),
        # given to the world
        ("中国已累计对外提供新冠疫苗20亿剂，其中国内使用的约6000万剂。", ["全球", "全国"]),
    ],
)
def test_the_places_of_real_pages(placed, text, places):
    assert placed(text) == places


def test_a_page_s_title_tells_its_place_by_the_narrower_name(placed):
    text = "西安：雁塔区一天接种破五万\n昨日，全区接种新冠疫苗5.23万剂次。\n会展中心接种点60个接种台全开。"
    assert set(placed(text)) == {"陕西省/西安市/雁塔区"}


def test_a_street_s_page_is_about_the_district_that_it_names_further_down(placed):
    text = "走进四川北路街道社区中心，这里设了12个新冠疫苗接种台。\n据虹口区卫健委介绍，全区累计接种31.6万人。"
    assert set(placed(text, outlet="解放日报")) == {"上海市/虹口区"}


@pytest.mark.parametrize(
    "text, places",
    [
        ("18个新冠疫苗接种点设在了天河区。", ["广东省/广州市/天河区"]),
        ("全市新冠疫苗接种率超过七成的，有海珠区和天河区。", ["广东省/广州市/海珠区", "广东省/广州市/天河区"]),
        ("海珠区和天河区，各自都不少于150万剂次新冠疫苗。", ["广东省/广州市/海珠区", "广东省/广州市/天河区"]),
    ],
)
def test_a_place_may_stand_behind_its_number_or_share_it(placed, text, places):
    assert sorted(placed("广州接种新冠疫苗。" + text)) == sorted(places)


def test_a_place_that_leads_up_to_one_inside_it_is_not_the_paragraphs(placed):
    text = "在浙江，杭州市西湖区组织学生接种新冠疫苗。昨天，一所小学的体育馆里开设了12个接种台。"
    assert placed(text) == ["浙江省/杭州市/西湖区"]


def test_three_places_told_in_turn_can_be_meant_again(placed):
    text = "新冠疫苗加强免疫接种率，高淳区为79.3%，江宁区为74.0%，鼓楼区为68.4%。全程接种率，上述三区依次为92.8%、90.5%和86.2%。"
    assert placed("南京市公布进度。" + text)[3:] == [f"江苏省/南京市/{name}" for name in ("高淳区", "江宁区", "鼓楼区")]


def test_the_title_of_another_article_may_name_its_place_last(placed):
    text = "广州市天河区接种新冠疫苗300万剂次。\n相关阅读\n·7月3日：突破5000万剂！湖北全省新冠疫苗接种量\n·广州天气"
    assert placed(text)[-1] == "湖北省"


def test_who_posts_a_page_is_where_it_is_at_home(placed):
    text = "湄潭县融媒体中心 2021-06-18 18:40\n\n村民说：“儿子在浙江打工，医生来了我就打。”截至6月17日，全县接种新冠疫苗6.58万人。"
    assert placed(text) == ["贵州省/遵义市/湄潭县"]


def test_the_whole_city_is_a_county_level_one_whose_prefecture_nobody_names(placed):
    assert placed("【福建晋江】这里企业集中。过去，全市平均每天接种新冠疫苗8000剂次。") == ["福建省/泉州市/晋江市"]


def test_help_for_a_place_is_there(placed):
    text = "为支援瑞丽，云南省从昆明等地调来159名新冠疫苗接种人员。"
    assert placed(text) == ["云南省/德宏傣族景颇族自治州/瑞丽市"]


@pytest.mark.parametrize("text, places", [
    ("接种量最高的是洪山区和武昌区，前者累计接种新冠疫苗196.3万剂次，后者累计178.5万剂次。",
     ["湖北省/武汉市/洪山区", "湖北省/武汉市/武昌区"]),
    ("杭州市共设置新冠疫苗接种点420余个，光余杭区就有38个，单日最大接种能力可达35万剂次。",
     ["浙江省/杭州市", "浙江省/杭州市/余杭区", "浙江省/杭州市"]),
    ("青岛市新冠疫苗接种率约为75%，走在了全省的前列，单日最高接种量达到32万剂次。", ["山东省/青岛市"] * 2),
    ("颍上县新冠疫苗第一针接种率约33%，比全市平均低5个百分点。", ["安徽省/阜阳市/颍上县"] * 2),
])
def test_two_told_of_in_turn_one_part_alone_and_what_is_compared_with(placed, text, places):
    assert placed(text, title="湖北武汉、浙江杭州、山东青岛、安徽阜阳接种") == places


@pytest.mark.parametrize("text, places", [
    ("智利为老年人补打新冠疫苗，已有62万余人接种。在首都圣地亚哥，设有180个接种点。", ["智利", "智利/圣地亚哥"]),
    ("在柬埔寨，儿童也开始接种新冠疫苗。全国范围内，现在已有1170万人接种。", ["柬埔寨"]),
    ("中国捐赠的新冠疫苗运抵塞尔维亚首都贝尔格莱德，数量为30万剂。", ["塞尔维亚"]),
    ("记者从智利卫生部了解到，在这个南美国家，有89.9%的人至少打过一剂新冠疫苗。", ["智利"]),
])
def test_abroad_a_capital_is_its_own_place_and_the_whole_country_is_that_one(placed, text, places):
    assert placed(text) == places


def test_research_abroad_makes_no_page_one_about_abroad(placed):
    text = "智利的研究显示，新冠疫苗加强针有效率为88%。\n国家卫健委1月15日公布，全国有12.2亿人完成全程接种。"
    assert placed(text)[-1] == "全国"


def test_a_street_is_in_the_district_that_was_named_last(placed):
    text = "在伊宁市，打完两针新冠疫苗的有18.2万人。\n\n记者在都来提巴格街道看到，8张接种台全部开放，市民前来接种新冠疫苗。"
    assert placed(text, title="伊犁州接种新冠疫苗")[-1] == "新疆维吾尔自治区/伊犁哈萨克自治州/伊宁市"


@pytest.mark.parametrize("text, place", [
    ("首劑涵蓋率逼近八成　指揮中心：打氣趨緩\n國內新冠疫苗接種近來降溫，指揮中心今天指出，全國共接種3312萬4450人次。", "台湾省"),
    ("86.2%成人完成新冠疫苗接种\n截至昨天，全国2031万5572人已打完疫苗。\nCOVIDNOW网站显示，大马迄今共施打4374万6018剂。", "马来西亚"),
    ("國家衞健委公布，全國累計接種新冠疫苗3312萬劑次。", "全国"),
])
def test_a_page_that_names_no_place_of_its_own_is_at_home_where_its_words_are_used(placed, text, place):
    assert set(placed(text, title="")) == {place}


def test_teams_told_of_again_are_where_they_were_counted(placed):
    text = "8月，襄阳市组建了32支新冠疫苗移动接种队。这些队伍已走进襄城区的300个村，接种3.6万剂次。"
    assert placed(text)[0] == "湖北省/襄阳市"
    text = "8月，襄阳市组建了32支新冠疫苗移动接种队。这些队伍已为行动不便的老人接种3.6万剂次。"
    assert placed(text, title="襄城区接种新冠疫苗") == ["湖北省/襄阳市"] * 2


def test_a_town_that_opens_a_sentence_is_in_the_district_named_last(placed):
    text = "截至6月15日，武汉市累计接种新冠疫苗2000万剂次。\n其中江夏区接种150万剂次。\n乌龙镇接种点昨日接种新冠疫苗300剂。"
    assert placed(text, title="武汉接种新冠疫苗")[-1] == "湖北省/武汉市/江夏区"


@pytest.mark.parametrize("gap", ["｜", "、", "，"])
@pytest.mark.parametrize("head", ["9月15日，宁夏新冠疫苗接种率如下：", "各市新冠疫苗接种率（截至9月15日）"])
def test_a_line_may_be_a_list_of_places_side_by_side(placed, head, gap):
    rates = gap.join(["银川 81.2%", "石嘴山 83.5%", "中卫 79.4%"])
    text = f"宁夏各地加快新冠疫苗接种。\n自治区卫健委介绍了接种工作。\n{head}\n{rates}"
    assert placed(text) == [f"宁夏回族自治区/{city}市" for city in ("银川", "石嘴山", "中卫")]


@pytest.mark.parametrize("title, text, place", [
    ("香港新冠疫苗接种", "大埔昨日接种新冠疫苗2000剂。", "香港特别行政区/大埔区"),
    ("梅州新冠疫苗接种", "大埔昨日接种新冠疫苗2000剂。", "广东省/梅州市/大埔县"),
    ("长春新冠疫苗接种", "东区昨日接种新冠疫苗2000剂。", "吉林省/长春市"),
    ("东莞新冠疫苗接种", "沙田镇昨日接种新冠疫苗2000剂。", "广东省/东莞市"),
])
def test_a_name_that_several_places_have_is_the_one_at_home(placed, title, text, place):
    assert placed(text, title=title) == [place]


def test_the_city_that_sets_itself_a_target_is_the_one_told_of(placed):
    text = "陕西省累计接种新冠疫苗8912万剂次。\n西安市全程接种率为78.15%。\n\n市里的目标是6月底前80岁以上老人接种率不低于85%。"
    assert placed(text, title="陕西加强针打到哪了")[-1] == "陕西省/西安市"


@pytest.mark.parametrize("text", [
    "全市共有81家新冠疫苗接种单位，本周六、日照常上班，其中23家开晚场。",
    "国药武汉、科兴等灭活新冠疫苗，第二针满6个月。\n本市共接种加强针41.6万剂。",
])
def test_as_usual_and_a_maker_are_no_places(placed, text):
    assert placed(text, title="新冠疫苗接种问答", outlet="阜阳发布") == ["安徽省/阜阳市"] * 2


def test_our_city_is_the_page_s_whatever_others_were_told_of(placed):
    text = (
        "《钱江快报》记者：\n有说上海60岁以上老人打完新冠疫苗的也就六成出头。请问我市老年人接种到了什么程度？\n\n"
        "市卫生健康委副主任 俞静：\n到5月24日为止，全市60岁以上老年人一共打了352.61万剂疫苗。"
    )
    assert placed(text, title="实录：杭州举行疫情防控新闻发布会") == ["上海市", "浙江省/杭州市"]


def test_the_task_that_a_province_has_given_us_is_ours(placed):
    text = "自治区给我们的任务是12月底以前新冠疫苗加强针不低于110万剂。"
    assert placed(text, title="呼伦贝尔市加强免疫工作答记者问") == ["内蒙古自治区/呼伦贝尔市"]


@pytest.mark.parametrize(
    "text, title, place",
    [
        ("5月22日那天全县就打了1900来针新冠疫苗。", "兰考：今早恢复首针", "河南省/开封市/兰考县"),
        ("葛女士说，女儿在南京念书，天天催她来打新冠疫苗。这里设了28个接种台。", "淮安单日接种12.6万剂次", "江苏省/淮安市"),
        ("按计划，6月15日前全省首剂新冠疫苗接种人数要达到1400万人。", "贵阳、遵义等地加快接种", "贵州省"),
    ],
)
def test_a_day_before_all_the_county_and_where_kin_are_are_no_places(placed, text, title, place):
    assert placed(text, title=title) == [place]


def test_a_school_writes_of_itself_wherever_the_nation_stands(placed):
    text = (
        "在全国新冠疫苗接种量已超过4.4亿剂次之际，我校也打开了第二轮集中接种的窗口。\n"
        "学校与沈北新区疾控中心配合，建起临时接种点。\n截至5月20日18时，全校累计接种新冠疫苗1.92万剂次。"
    )
    assert placed(text) == ["全国", "辽宁省/沈阳市/沈北新区"]


def test_an_account_that_carries_a_city_s_name_is_no_place(placed):
    text = "惠阳区指定9个新冠疫苗接种点。预约走“健康惠州”公众号，每个点每天放号600个。"
    assert placed(text) == ["广东省/惠州市/惠阳区"] * 2


@pytest.mark.parametrize("text", ["综采队长在矿区广场的留观帐篷里说，新冠疫苗接种率达98%。", "特区政府数据显示，全港新冠疫苗第一针接种率约九成二。"])
def test_a_mine_s_grounds_and_a_region_s_government_are_no_districts(placed, text):
    assert placed(text, title="浦东新区接种提速" if "特区" in text else "蒙泰煤业职工接种")[0] in ("全国", "香港特别行政区")


def test_the_other_districts_are_of_the_city_above_the_one_told_of(placed):
    text = "庄河市23个新冠疫苗接种点暂停服务。其他区市县的194个接种单位明天起恢复，目前在岗接种人员1800余人。"
    assert placed(text, title="大连市疫情防控新闻发布会") == ["辽宁省/大连市/庄河市", "辽宁省/大连市", "辽宁省/大连市"]


@pytest.mark.parametrize(
    "told, places",
    [
        ("西山区、经开区、官渡区新冠疫苗接种率均超过90%。", ["西山区", "经开区", "官渡区"]),
        ("高新区、西山区新冠疫苗接种率均超过90%。", ["高新区", "西山区"]),
        ("西山区、官渡区和滇池度假区新冠疫苗接种率分别为90%、91%、92%。", ["西山区", "官渡区", "滇池度假区"]),
        ("新冠疫苗接种率方面，西山区90%；高新区91%；官渡区92%。", ["西山区", "高新区", "官渡区"]),
    ],
)
def test_a_city_s_development_zone_is_an_entry_beside_its_districts_and_not_the_city(placed, told, places):
    assert placed(told, title="昆明市各区接种进度") == [f"云南省/昆明市/{place}" for place in places]


@pytest.mark.parametrize(
    "text, place",
    [
        ("西安市雁塔区、高新区新冠疫苗接种率均超过90%。", "陕西省/西安市/西安高新技术产业开发区"),
        ("南康区在工业园区和家具市场设置新冠疫苗临时接种点17处。", "江西省/赣州市/南康区"),
    ],
)
def test_a_development_zone_is_called_by_its_official_name_and_is_no_place_in_passing(placed, text, place):
    assert placed(text)[-1] == place


def test_a_place_that_is_called_like_something_not_done_is_a_place(read_page):
    [row] = read_page("未央区新冠疫苗接种率为93%。", published="2021-06-20", title="西安市各区接种进度").claims
    assert (row["place"], row["indicator"]) == ("陕西省/西安市/未央区", "coverage_unspecified")


def test_our_country_is_the_island_on_a_page_of_it(placed):
    text = "中央流行疫情指揮中心28日表示，我國COVID-19疫苗第一劑接種人口涵蓋率已達70.01%，全國已接種約2363.7萬人次。"
    assert placed(text) == ["台湾省"] * 2


def test_a_province_in_an_unusual_character_breaks_no_list(placed):
    text = "江西、陜西、廣東等3個省份60歲以上人群新冠疫苗接種覆蓋率已超過91%，個別省份進度較慢。"
    assert placed(text) == ["江西省", "陕西省", "广东省"]


@pytest.mark.parametrize(
    "text, places",
    [
        ("塞舌尔是全球新冠疫苗接种率最高的国家，全国63.13%的人口已完成接种。", ["塞舌尔"]),
        ("就接种人口比例而言，以色列领先全球，境内将近6成人口已完成接种新冠疫苗。", ["以色列"]),
        ("27个欧盟国家中，马尔他施打新冠疫苗速度领先，47%人口已接种疫苗。", ["马耳他"]),
        ("截至24日17时45分（北京25日凌晨1时45分），全球施打新冠疫苗超过10亿剂。", ["全球"]),
    ],
)
def test_a_country_goes_on_behind_the_world_and_by_the_islands_name(placed, text, places):
    assert placed(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "載著250萬劑新冠疫苗的貨機飛抵桃園機場。",
        "美國原定捐贈75萬劑新冠疫苗，最終加碼。",
        "美國向台灣捐出的250萬劑新冠疫苗運抵桃園機場。",
        "美國擬捐贈75萬劑武漢肺炎疫苗給台灣。",
    ],
)
def test_what_another_country_gives_is_where_it_comes_to(read_page, text):
    [row] = read_page(text, published="2021-06-20", title="台灣再獲捐贈疫苗").claims
    assert (row["place"], row["indicator"]) == ("台湾省", "supply")


def test_a_byline_and_a_mayor_are_not_what_a_page_of_the_island_is_about(placed):
    text = (
        "記者陳柏翰∕台北報導\n中央流行疫情指揮中心統計，第22期新冠疫苗有157萬名額，共133.1萬人預約。\n本月10日共接種30萬2712劑。\n"
        + "指揮中心提醒，接種後請留意身體狀況，如有不適儘速就醫，並攜帶健保卡與接種紀錄卡。" * 4
        + "\n針對台北市長指美國已打到5歲，陳時中認為，各國政策不同。"
    )
    assert placed(text) == ["台湾省"] * 3


@pytest.mark.parametrize(
    "text, place",
    [
        ("为深入贯彻落实党中央、国务院部署，屏边县疫情防控指挥部发布公告。截至12月28日，新冠疫苗库存8195剂。",
         "云南省/红河哈尼族彝族自治州/屏边苗族自治县"),
        ("马来西亚卫生部说，全马累计接种新冠疫苗4435万剂。", "马来西亚"),
        ("31个省、直辖市、自治区以及新疆生产建设兵团报告接种新冠疫苗2.65亿剂次。", "全国"),
        ("江汉区唐家墩街社区卫生服务中心为武汉市第十九高中700余名学生接种新冠疫苗。", "湖北省/武汉市/江汉区"),
    ],
)
def test_words_that_end_or_begin_like_a_name_are_none(placed, text, place):
    assert placed(text) == [place]


def test_the_whole_country_is_the_one_whose_capital_a_page_is_dated_from(placed):
    text = "（金边讯）在中国政府的支持下，接种顺利。\n截至6月13日，全国293.9万人口已接种新冠疫苗。"
    assert placed(text) == ["柬埔寨"]


def test_an_autonomous_county_by_its_short_name_breaks_no_list(placed):
    text = "红花岗区、务川自治县、凤冈县各新增了1个新冠疫苗大型临时接种点。"
    assert [place.rpartition("/")[2] for place in placed(text)] == ["红花岗区", "务川仡佬族苗族自治县", "凤冈县"]


def test_a_heading_may_count_its_entries(placed):
    text = "附各区县新冠疫苗接种点\n巴州区（14个）\n乡镇接种点（5个）：\n恩阳区（9个）\n乡镇接种点6个：\n城区接种点3个：\n"
    places = [place.rpartition("/")[2] for place in placed(text, title="巴中市新冠疫苗接种点")]
    assert places[-3:] == ["巴州区", "恩阳区", "恩阳区"]


def test_people_wherever_they_are_behind_a_list_of_cities_are_of_the_whole(placed):
    text = "全省接种顺利。济南、青岛18岁及以上人均新冠疫苗接种率均达到75%以上，重点人群的接种率达到86.86%，其中医疗卫生人员达到90%以上。"
    assert placed(text, title="山东接种进展") == ["山东省/济南市", "山东省/青岛市", "山东省", "山东省"]


def test_an_office_that_only_one_region_has_tells_the_region(placed):
    assert placed("公务员事务局局长表示，12岁以上人士的新冠疫苗接种率今日终于达到九成。") == ["香港特别行政区"]
