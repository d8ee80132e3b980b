using CustomerService.Framework.Application;

namespace CustomerService.Identity.Tokens;

/// <summary>For the command line.</summary>
public interface ITokenIntegrationService : IIntegrationService
{
    /// <param name="tenantId">null: the host's own space.</param>
    Task<NewApiTokenDto> CreateAsync(
        Guid? tenantId,
        string name,
        IReadOnlyCollection<string> scopes,
        CancellationToken cancellationToken = default
    );
}
