using System.Globalization;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Presence;

/// <summary>How many open tickets of one channel somebody takes at most; channels that are not named share the whole capacity.</summary>
internal sealed class ChannelLimits
{
    public const int Length = 100;
    public static readonly int Channels = Enum.GetValues<TicketChannel>().Length;

    private readonly int?[] _limits = new int?[Channels];

    public int? For(TicketChannel channel) => _limits[(int)channel];

    public static ChannelLimits? Of(IEnumerable<KeyValuePair<TicketChannel, int>> limits)
    {
        var made = new ChannelLimits();
        foreach (var (channel, limit) in limits)
        {
            made._limits[(int)channel] = limit;
        }

        return made._limits.All(l => l is null) ? null : made;
    }

    public static ChannelLimits? Parse(string? text) =>
        string.IsNullOrEmpty(text)
            ? null
            : Of(
                text.Split(';')
                    .Select(part => part.Split('='))
                    .Where(part => Enum.TryParse<TicketChannel>(part[0], out _))
                    .Select(part =>
                        KeyValuePair.Create(Enum.Parse<TicketChannel>(part[0]), int.Parse(part[1], CultureInfo.InvariantCulture))
                    )
            );

    public Dictionary<TicketChannel, int> ToDictionary() =>
        Enum.GetValues<TicketChannel>().Where(c => For(c) is not null).ToDictionary(c => c, c => For(c)!.Value);

    /// <summary>As it is stored: <c>Portal=5;Email=10</c>.</summary>
    public override string ToString() => string.Join(';', ToDictionary().Select(l => FormattableString.Invariant($"{l.Key}={l.Value}")));
}
