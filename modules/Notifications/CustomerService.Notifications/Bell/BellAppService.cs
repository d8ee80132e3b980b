using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Notifications.Bell;

[Authorize]
internal sealed class BellAppService(CustomerServiceDbContext db, ICurrentUser user, IUnitOfWorkManager unitOfWorkManager, IRealTimeHub hub)
    : IBellAppService
{
    private const int Shown = 30;

    private Guid Me => user.Id!.Value;

    public async Task<BellDto> GetAsync(CancellationToken cancellationToken = default)
    {
        var mine = db.Set<BellNotification>().Where(b => b.UserId == Me);
        return new BellDto(
            await mine.CountAsync(b => !b.IsRead, cancellationToken),
            await mine.OrderByDescending(b => b.Id)
                .Take(Shown)
                .Select(b => new BellItemDto(b.Id, b.Kind, b.Number, b.Subject, b.Who, b.Due, b.CreatedAt, b.IsRead))
                .ToListAsync(cancellationToken)
        );
    }

    public async Task MarkReadAsync(Guid id, CancellationToken cancellationToken = default)
    {
        (await db.Set<BellNotification>().FirstOrDefaultAsync(b => b.Id == id && b.UserId == Me, cancellationToken))?.MarkRead();
        Ring();
    }

    public async Task MarkAllReadAsync(CancellationToken cancellationToken = default)
    {
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        await db.Set<BellNotification>()
            .Where(b => b.UserId == Me && !b.IsRead)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.IsRead, true), cancellationToken);
        Ring();
    }

    public async Task<IReadOnlyList<PreferenceInput>> GetPreferencesAsync(CancellationToken cancellationToken = default)
    {
        var stored = await db.Set<NotificationPreference>().Where(p => p.UserId == Me).ToDictionaryAsync(p => p.Kind, cancellationToken);
        return
        [
            .. Enum.GetValues<NotificationKind>()
                .Select(kind => stored.GetValueOrDefault(kind) ?? NotificationPreference.DefaultFor(Me, kind))
                .Select(p => new PreferenceInput
                {
                    Kind = p.Kind,
                    Bell = p.Bell,
                    Mail = p.Mail,
                }),
        ];
    }

    public async Task SetPreferencesAsync(PreferencesInput input, CancellationToken cancellationToken = default)
    {
        var stored = await db.Set<NotificationPreference>().Where(p => p.UserId == Me).ToDictionaryAsync(p => p.Kind, cancellationToken);
        foreach (var wish in input.Kinds.DistinctBy(k => k.Kind))
        {
            if (stored.TryGetValue(wish.Kind, out var preference))
            {
                preference.Change(wish.Bell, wish.Mail);
            }
            else
            {
                db.Add(new NotificationPreference(Me, wish.Kind, wish.Bell, wish.Mail));
            }
        }
    }

    /// <summary>The person's other windows show the same number.</summary>
    private void Ring()
    {
        var me = Me;
        unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(new RealTimeMessage(NotificationTopics.Bell, me.ToString())));
    }
}
