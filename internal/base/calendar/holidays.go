package calendar

import "time"

// IsBusinessDay reports whether the day is a 営業日: not Saturday, Sunday, a
// public holiday, nor 12-29…01-03 (R0.3).
func IsBusinessDay(d Date) bool {
	return IsBankDay(d) && !(d.Month == time.December && d.Day >= 29)
}

// IsBankDay reports whether banks transfer money on the day: not Saturday,
// Sunday, a public holiday, nor 12-31…01-03.
func IsBankDay(d Date) bool {
	switch {
	case d.Weekday() == time.Saturday || d.Weekday() == time.Sunday:
		return false
	case d.Month == time.December && d.Day == 31, d.Month == time.January && d.Day <= 3:
		return false
	}
	_, holiday := HolidayName(d)
	return !holiday
}

// HolidayName is the day's name when it is a public holiday (国民の祝日に関する
// 法律), with substitute (art. 3-2) and sandwiched holidays (art. 3-3).
func HolidayName(d Date) (name string, ok bool) {
	if name = statutory(d); name != "" {
		return name, true
	}
	if d.Weekday() != time.Sunday {
		for day := d.Plus(-1); statutory(day) != ""; day = day.Plus(-1) {
			if day.Weekday() == time.Sunday {
				return "振替休日", true
			}
		}
	}
	if statutory(d.Plus(-1)) != "" && statutory(d.Next()) != "" {
		return "国民の休日", true
	}
	return "", false
}

// statutory is the holiday that the law names for the day itself (art. 2).
func statutory(d Date) string {
	if name, moved := bySpecialLaw(d); moved {
		return name
	}
	monday := 0 // which Monday of the month the day is
	if d.Weekday() == time.Monday {
		monday = (d.Day + 6) / 7
	}
	switch {
	case d.Month == time.January && d.Day == 1:
		return "元日"
	case d.Month == time.January && monday == 2:
		return "成人の日"
	case d.Month == time.February && d.Day == 11:
		return "建国記念の日"
	case d.Month == time.February && d.Day == 23 && d.Year >= 2020:
		return "天皇誕生日"
	case d.Month == time.March && d.Day == equinox(d.Year, 20.8431):
		return "春分の日"
	case d.Month == time.April && d.Day == 29:
		return "昭和の日"
	case d.Month == time.May && d.Day == 3:
		return "憲法記念日"
	case d.Month == time.May && d.Day == 4:
		return "みどりの日"
	case d.Month == time.May && d.Day == 5:
		return "こどもの日"
	case d.Month == time.July && monday == 3:
		return "海の日"
	case d.Month == time.August && d.Day == 11:
		return "山の日"
	case d.Month == time.September && monday == 3:
		return "敬老の日"
	case d.Month == time.September && d.Day == equinox(d.Year, 23.2488):
		return "秋分の日"
	case d.Month == time.October && monday == 2 && d.Year >= 2020:
		return "スポーツの日"
	case d.Month == time.October && monday == 2:
		return "体育の日"
	case d.Month == time.November && d.Day == 3:
		return "文化の日"
	case d.Month == time.November && d.Day == 23:
		return "勤労感謝の日"
	}
	return ""
}

// bySpecialLaw holds the days that a law of their own made holidays, and those
// that it took away.
func bySpecialLaw(d Date) (name string, ok bool) {
	if d.Year < 2019 || d.Year > 2021 {
		return "", false
	}
	name, ok = map[Date]string{
		{2019, 5, 1}: "休日（祝日扱い）", {2019, 10, 22}: "休日（祝日扱い）",
		{2020, 7, 20}: "", {2020, 7, 23}: "海の日", {2020, 10, 12}: "", {2020, 7, 24}: "スポーツの日",
		{2020, 8, 11}: "", {2020, 8, 10}: "山の日",
		{2021, 7, 19}: "", {2021, 7, 22}: "海の日", {2021, 10, 11}: "", {2021, 7, 23}: "スポーツの日",
		{2021, 8, 11}: "", {2021, 8, 8}: "山の日",
	}[d]
	return name, ok
}

// equinox is the day of the month of an equinox, by the usual formula for 1980
// to 2099; the Cabinet Office fixes it in the February before.
func equinox(year int, base float64) int {
	y := year - 1980
	return int(base+0.242194*float64(y)) - y/4
}
