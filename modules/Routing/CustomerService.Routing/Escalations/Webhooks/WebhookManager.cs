using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CustomerService.Framework.Data;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Escalations.Webhooks;

/// <summary>Writes down calls in the transaction of the step that asks for them, and keeps the secrets of escalation policies.</summary>
internal sealed class WebhookManager(
    CustomerServiceDbContext db,
    WebhookSigner signer,
    ISiteUrls urls,
    ITenantStore tenants,
    ICurrentTenant currentTenant,
    IUserIntegrationService users,
    IUnitOfWorkManager unitOfWorkManager,
    IDistributedEventBus events,
    OutgoingQueue<WebhookCall> queue,
    TimeProvider time
) : ITransientDependency
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Of steps that are done together, as after downtime, an address hears of the highest only.</summary>
    public async Task QueueAsync(
        EscalationRun run,
        EscalationPolicy policy,
        IEnumerable<EscalationRule> steps,
        TicketSnapshot ticket,
        CancellationToken cancellationToken
    )
    {
        var calls = steps.Where(s => s.WebhookUrl is not null).GroupBy(s => s.WebhookUrl).Select(same => same.Last()).ToList();
        if (calls.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var tenant = (await tenants.FindAsync(currentTenant.Id!.Value, cancellationToken))!.Slug;
        var url = await urls.AbsoluteAsync($"/desk/tickets/{ticket.Number}", cancellationToken);
        foreach (var step in calls)
        {
            var number = policy.NumberOf(step);
            var body = new WebhookBody(
                tenant,
                ticket.Id,
                ticket.Number,
                ticket.Subject,
                number,
                run.Metric?.ToString(),
                run.Metric is null ? null : run.StartedAt,
                url
            );
            db.Add(
                new WebhookCall(policy.Id, ticket.Id, ticket.Number, number, step.WebhookUrl!, JsonSerializer.Serialize(body, Json), now)
            );
        }

        MakeCallsSoon();
    }

    /// <summary>After the commit.</summary>
    public void MakeCallsSoon() => unitOfWorkManager.Current!.OnCompleted(() => queue.HandOverAsync(new MakeCallsArgs()));

    /// <returns>The new secret, which nobody can be shown again; calls are signed with it from now on.</returns>
    public async Task<string> ChangeSecretAsync(EscalationPolicy policy, CancellationToken cancellationToken)
    {
        var secret =
            await db.Set<WebhookSecret>().FirstOrDefaultAsync(s => s.EscalationPolicyId == policy.Id, cancellationToken)
            ?? db.Add(new WebhookSecret(policy.Id)).Entity;
        var (plain, stored) = signer.Create();
        secret.Change(stored);
        policy.MarkSecretMade(time.GetUtcNow().UtcDateTime);
        return plain;
    }

    /// <summary>
    /// A system that is down gives up many calls: its administrators hear of the first, and again after they have
    /// cleared the list.
    /// </summary>
    public async Task TellDeadLetteredAsync(WebhookCall call, CancellationToken cancellationToken)
    {
        // Two that are dead-lettered at once must not both be the first.
        await unitOfWorkManager.Current!.LockAsync("routing.webhooks", cancellationToken);
        if (
            !await db.Set<WebhookCall>()
                .AnyAsync(c => c.EscalationPolicyId == call.EscalationPolicyId && c.State == QueueState.Failed, cancellationToken)
        )
        {
            var people = await users.GetStaffWithAsync(RoutingPermissions.Manage, cancellationToken);
            await events.PublishAsync(
                new WebhookDeadLetteredEto(call.Id, call.TicketId, call.Url, call.LastError!, [.. people.Select(u => u.Id)])
            );
        }
    }

    /// <summary>The escalation policy is deleted: what it still wanted to say, nobody can sign.</summary>
    public async Task ForgetAsync(Guid escalationPolicyId, CancellationToken cancellationToken)
    {
        db.RemoveRange(await db.Set<WebhookSecret>().Where(s => s.EscalationPolicyId == escalationPolicyId).ToListAsync(cancellationToken));
        db.RemoveRange(await db.Set<WebhookCall>().Where(c => c.EscalationPolicyId == escalationPolicyId).ToListAsync(cancellationToken));
    }
}

/// <param name="Step">From 1.</param>
/// <param name="Metric">Whose due time it is; null when the escalation policy is not about a promise, and then
/// <paramref name="Due"/> as well.</param>
internal sealed record WebhookBody(
    string Tenant,
    Guid TicketId,
    long TicketNumber,
    string Subject,
    int Step,
    string? Metric,
    DateTime? Due,
    string Url
);
