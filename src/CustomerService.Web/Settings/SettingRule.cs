using System.Globalization;

namespace CustomerService.Web.Settings;

/// <param name="Wanted">Goes on "is not …": <c>a whole number from 1 to 20</c>.</param>
internal sealed record SettingRule(string Wanted, Func<string, bool> Accepts)
{
    public static SettingRule Text { get; } = new("a text", _ => true);

    public static SettingRule Flag { get; } = new("true or false", v => bool.TryParse(v, out _));

    public static SettingRule IPAddress { get; } = new("an IP address such as 10.0.0.5", v => System.Net.IPAddress.TryParse(v, out _));

    public static SettingRule IPNetwork { get; } =
        new("a network such as 10.0.0.0/8 or 10.0.0.5/32", v => System.Net.IPNetwork.TryParse(v, out _));

    public static SettingRule IPEndPoint { get; } =
        new("an IP address, with or without a port, such as 10.0.0.5:53", v => System.Net.IPEndPoint.TryParse(v, out _));

    public static SettingRule HostName { get; } =
        new("a host name such as example.com", v => Uri.CheckHostName(v) is not UriHostNameType.Unknown);

    public static SettingRule WebAddress { get; } =
        new(
            "a web address such as https://example.com",
            v => Uri.TryCreate(v, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        );

    public static SettingRule Number(int from, int to) =>
        new(
            to == int.MaxValue ? $"a whole number from {from} upwards" : $"a whole number from {from} to {to}",
            v =>
                int.TryParse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= from
                && number <= to
        );

    public static SettingRule OneOf(IReadOnlyList<string> values) =>
        new(string.Join(" or ", values), v => values.Contains(v, StringComparer.OrdinalIgnoreCase));
}
