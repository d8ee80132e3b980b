using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Escalations.Webhooks;

[Authorize(RoutingPermissions.Manage)]
internal sealed class WebhookAppService(CustomerServiceDbContext db, WebhookManager webhooks, TimeProvider time) : IWebhookAppService
{
    private const int Shown = 50;

    public async Task<IReadOnlyList<WebhookCallDto>> GetListAsync(CancellationToken cancellationToken = default) =>
        await db.Set<WebhookCall>()
            .Where(c => c.Attempts > 0)
            .OrderByDescending(c => c.Id)
            .Take(Shown)
            .Select(c => new WebhookCallDto(
                c.Id,
                c.TicketNumber,
                c.Step,
                c.Url,
                c.State == QueueState.Failed,
                c.Attempts,
                c.LastError ?? "",
                c.CreatedAt,
                c.NextAttempt
            ))
            .ToListAsync(cancellationToken);

    public async Task<string> ChangeSecretAsync(Guid escalationPolicyId, CancellationToken cancellationToken = default) =>
        await webhooks.ChangeSecretAsync(
            await db.Set<EscalationPolicy>().FirstOrDefaultAsync(l => l.Id == escalationPolicyId, cancellationToken)
                ?? throw BusinessException.NotFound(RoutingErrorCodes.EscalationPolicyNotFound),
            cancellationToken
        );

    public async Task RetryAsync(Guid id, CancellationToken cancellationToken = default)
    {
        (await GetAsync(id, cancellationToken)).Retry(time.GetUtcNow().UtcDateTime);
        webhooks.MakeCallsSoon();
    }

    public async Task DropAsync(Guid id, CancellationToken cancellationToken = default) => db.Remove(await GetAsync(id, cancellationToken));

    private async Task<WebhookCall> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<WebhookCall>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(RoutingErrorCodes.WebhookCallNotFound);
}
