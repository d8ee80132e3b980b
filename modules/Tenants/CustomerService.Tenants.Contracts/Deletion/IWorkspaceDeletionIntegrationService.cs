using CustomerService.Framework.Application;

namespace CustomerService.Tenants.Deletion;

/// <summary>The end of the current tenant, planned by the installation and not by its people.</summary>
public interface IWorkspaceDeletionIntegrationService : IIntegrationService
{
    /// <summary>
    /// Fourteen days later everything is gone, unless an administrator stops it. Nothing happens where an end is planned already.
    /// </summary>
    Task PlanAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes back what <see cref="PlanAsync"/> planned; what people planned themselves stays.</summary>
    Task CancelAsync(CancellationToken cancellationToken = default);
}
