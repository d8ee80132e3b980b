using System.Globalization;

namespace CustomerService.Tenants.Plans;

/// <summary>Amounts are whole numbers of a currency's smallest unit: 990 is $9.90 or ¥990 (JPY has no smaller unit).</summary>
public static class Money
{
    private const int UsualDigits = 2;

    private static readonly HashSet<string> Known =
    [
        .. (
            "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP "
            + "CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
            + "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
            + "MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS "
            + "SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
        ).Split(' '),
    ];

    private static readonly HashSet<string> WithoutMinor =
    [
        .. "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' '),
    ];

    private static readonly HashSet<string> WithThousandths = [.. "BHD IQD JOD KWD LYD OMR TND".Split(' ')];

    private static readonly Dictionary<string, string> English = new()
    {
        ["USD"] = "$",
        ["EUR"] = "€",
        ["GBP"] = "£",
        ["CNY"] = "CN¥",
        ["JPY"] = "¥",
        ["HKD"] = "HK$",
        ["TWD"] = "NT$",
        ["KRW"] = "₩",
        ["INR"] = "₹",
    };

    private static readonly Dictionary<string, string> Chinese = new(English)
    {
        ["USD"] = "US$",
        ["CNY"] = "¥",
        ["JPY"] = "JP¥",
    };

    /// <summary>Whether ISO 4217 has this code in use.</summary>
    public static bool IsCurrency(string? code) => code is not null && Known.Contains(code);

    /// <summary>How many digits its smallest unit stands behind the point.</summary>
    public static int DigitsOf(string currency) =>
        WithoutMinor.Contains(currency) ? 0
        : WithThousandths.Contains(currency) ? 3
        : UsualDigits;

    public static decimal ToMajor(long minor, string currency) => minor / Factor(currency);

    /// <returns>null when it is finer than the currency's smallest unit, or beyond what can be counted.</returns>
    public static long? ToMinor(decimal major, string currency) =>
        Math.Abs(major) < long.MaxValue / 1_000_000m && major * Factor(currency) is var minor && minor == decimal.Truncate(minor)
            ? (long)minor
            : null;

    /// <summary>In the reader's language; whole amounts without digits behind the point.</summary>
    public static string Format(long minor, string currency)
    {
        var major = ToMajor(minor, currency);
        var digits = major == decimal.Truncate(major) ? 0 : DigitsOf(currency);
        var number = Math.Abs(major).ToString("N" + digits, CultureInfo.CurrentCulture);
        var symbols = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Chinese : English;
        var text = symbols.TryGetValue(currency, out var symbol) ? symbol + number : $"{currency}\u00a0{number}";
        return minor < 0 ? "−" + text : text;
    }

    private static decimal Factor(string currency) =>
        DigitsOf(currency) switch
        {
            0 => 1m,
            3 => 1000m,
            _ => 100m,
        };
}
