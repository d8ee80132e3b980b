using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Routing.Escalations.Webhooks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Routing.Escalations;

[Authorize(RoutingPermissions.Manage)]
internal sealed class EscalationPolicyAppService(
    CustomerServiceDbContext db,
    WebhookManager webhooks,
    IFeatureChecker features,
    IStringLocalizer localizer
) : IEscalationPolicyAppService
{
    public async Task<IReadOnlyList<EscalationPolicyDto>> GetListAsync(CancellationToken cancellationToken = default) =>
        [
            .. (
                await db.Set<EscalationPolicy>()
                    .AsNoTracking()
                    .OrderByDescending(l => l.IsDefault)
                    .ThenBy(l => l.Name)
                    .ToListAsync(cancellationToken)
            ).Select(l => new EscalationPolicyDto(l.Id, l.IsDefault, l.ToForm(), l.SecretMadeAt)),
        ];

    public Task<SaveEscalationPolicyInput> GetTemplateAsync(EscalationTemplate template, CancellationToken cancellationToken = default) =>
        Task.FromResult(EscalationTemplates.Form(template, localizer));

    public async Task<Guid> CreateAsync(SaveEscalationPolicyInput input, CancellationToken cancellationToken = default)
    {
        var policy = new EscalationPolicy(input);
        await RefuseTwinsAsync(policy, cancellationToken);
        await CheckWebhooksAsync(policy, hadWebhooks: false, cancellationToken);
        db.Add(policy);
        await CheckSecretAsync(policy, cancellationToken);
        return policy.Id;
    }

    public async Task UpdateAsync(Guid id, SaveEscalationPolicyInput input, CancellationToken cancellationToken = default)
    {
        var policy = await GetAsync(id, cancellationToken);
        var hadWebhooks = policy.HasWebhooks;
        policy.Change(input);
        await CheckWebhooksAsync(policy, hadWebhooks, cancellationToken);
        await RefuseTwinsAsync(policy, cancellationToken);
        await CheckSecretAsync(policy, cancellationToken);
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var policy = await GetAsync(id, cancellationToken);
        if (policy.IsDefault)
        {
            throw new BusinessException(RoutingErrorCodes.DefaultEscalationPolicyStays);
        }

        await webhooks.ForgetAsync(id, cancellationToken);
        db.Remove(policy);
    }

    private async Task CheckWebhooksAsync(EscalationPolicy policy, bool hadWebhooks, CancellationToken cancellationToken)
    {
        if (policy.HasWebhooks && !hadWebhooks)
        {
            await features.RequireAsync(RoutingFeatures.Webhooks.Name, cancellationToken);
        }
    }

    // No call goes out unsigned, even before anybody has asked for the secret.
    private async Task CheckSecretAsync(EscalationPolicy policy, CancellationToken cancellationToken)
    {
        if (policy is { HasWebhooks: true, SecretMadeAt: null })
        {
            await webhooks.ChangeSecretAsync(policy, cancellationToken);
        }
    }

    // Two escalation policies for the same tickets would leave it to chance which runs.
    private async Task RefuseTwinsAsync(EscalationPolicy policy, CancellationToken cancellationToken)
    {
        var others = await db.Set<EscalationPolicy>()
            .AsNoTracking()
            .Where(l => l.Id != policy.Id && l.Start == policy.Start && !l.IsDefault)
            .ToListAsync(cancellationToken);
        if (
            !policy.IsDefault
            && others.Find(l => Meets(l.RequestTypeKeys, policy.RequestTypeKeys) && Meets(l.Priorities, policy.Priorities)) is { } other
        )
        {
            throw new BusinessException(RoutingErrorCodes.RequestTypeAlreadyHasEscalationPolicy).WithData("Policy", other.Name);
        }
    }

    private static bool Meets(List<string> one, List<string> other) => (one.Count == 0 && other.Count == 0) || one.Intersect(other).Any();

    private async Task<EscalationPolicy> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<EscalationPolicy>().FirstOrDefaultAsync(l => l.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(RoutingErrorCodes.EscalationPolicyNotFound);
}
