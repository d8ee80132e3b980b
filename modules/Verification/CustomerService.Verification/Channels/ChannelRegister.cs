using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Verification.Lookups;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Verification.Channels;

/// <summary>Compares what was asked with what is the tenant's: the register, the portal's own host and the sender of its mail.</summary>
internal sealed class ChannelRegister(CustomerServiceDbContext db) : ITransientDependency
{
    public async Task<VerificationDto> FindAsync(string asked, OfficialChannelsDto own, DateOnly today, CancellationToken cancellationToken)
    {
        var channels = await db.Set<OfficialChannel>().AsNoTracking().ToListAsync(cancellationToken);
        var same = channels.Where(c => IsSame(c, asked)).ToList();
        var current = same.Where(c => c.Since is not { } since || since <= today).ToList();
        if (IsOwn(asked, own) || current.Exists(c => IsOpenEnded(c, today)))
        {
            var platforms = current
                .Where(c => IsOpenEnded(c, today) && c.Platform.Length > 0)
                .Select(c => c.Platform)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToList();
            return new VerificationDto(Verdict.OurChannel, null, platforms.Count > 0 ? string.Join(", ", platforms) : null);
        }

        if (current.Count > 0)
        {
            return new VerificationDto(Verdict.FormerChannel, null, Until: current.Max(c => c.Until));
        }

        // One that is the tenant's only from a later day on is not a fake of itself.
        return new VerificationDto(LooksLike(asked, own, channels.Except(same)) ? Verdict.LooksLikeOurs : Verdict.NotOurChannel, null);
    }

    private static bool IsOpenEnded(OfficialChannel channel, DateOnly today) => channel.Until is not { } until || until >= today;

    private static bool IsSame(OfficialChannel channel, string asked) =>
        ChannelKey.Of(channel.Kind, asked) is { } key
        && (key == channel.Key || (channel.Kind == ChannelKind.Domain && key.EndsWith("." + channel.Key, StringComparison.Ordinal)));

    private static bool IsOwn(string asked, OfficialChannelsDto own) =>
        ChannelKey.Of(ChannelKind.Email, asked) is { } mail
            ? own.MailSender is { } sender && mail == ChannelKey.Of(ChannelKind.Email, sender)
            : ChannelKey.Of(ChannelKind.Domain, asked) is { } host && host == ChannelKey.Of(ChannelKind.Domain, own.Host);

    private static bool LooksLike(string asked, OfficialChannelsDto own, IEnumerable<OfficialChannel> channels)
    {
        var text = ChannelKey.Clean(asked);

        // The portal's first name is the company's; what follows it may be the name of the whole installation.
        return Likeness.Looks(text, ChannelKind.Account, own.Host.Split('.', ':')[0])
            || (
                own.MailSender is { } sender
                && ChannelKey.Of(ChannelKind.Email, sender) is { } mail
                && Likeness.Looks(text, ChannelKind.Email, mail)
            )
            || channels.Any(c => Likeness.Looks(text, c.Kind, c.Key));
    }
}
