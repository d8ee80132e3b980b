using System.Globalization;
using System.Text.Json;
using CustomerService.Framework.Caching;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.RequestTypes;

/// <summary>A request type as it lies in the cache: all languages, archived ones too, because old tickets still name them.</summary>
internal sealed record CatalogType(
    Guid Id,
    string Key,
    string Icon,
    bool IsScenario,
    TicketPriority DefaultPriority,
    TicketGrade Risk,
    TicketGrade Complexity,
    bool IsArchived,
    RequestTypeForm Form
)
{
    public TicketTypeFacts Facts => new(Id, Key, DefaultPriority, Risk, Complexity);

    public string Name => Form.Name.In(Culture);

    public RequestTypeDto ToDto() =>
        new(
            Id,
            Key,
            Name,
            Form.Description.In(Culture),
            Form.Notice.In(Culture) is { Length: > 0 } notice ? notice : null,
            Icon,
            IsScenario,
            DefaultPriority,
            Risk,
            Complexity,
            [.. Form.Fields.Select(f => f.ToDto(Culture))]
        );

    private static string Culture => JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);
}

/// <summary>The tenant's request types, cached: each ticket needs them, they change once a month.</summary>
internal sealed class RequestTypeCatalog(CustomerServiceDbContext db, TenantCache cache, IUnitOfWorkManager unitOfWorkManager)
    : ITransientDependency
{
    private const string CacheKey = "tickets.types";

    /// <summary>The type that takes what names none.</summary>
    private const string FallbackKey = "other";

    public async Task<IReadOnlyList<CatalogType>> GetAllAsync(CancellationToken cancellationToken = default)
    {
        var types = await cache.GetOrCreateAsync(CacheKey, () => LoadAsync(cancellationToken));

        // A tenant that is being made has none yet; that must not be remembered.
        return types.Count > 0 ? types : await LoadAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<CatalogType>> GetOfferedAsync(CancellationToken cancellationToken = default) =>
        [.. (await GetAllAsync(cancellationToken)).Where(t => !t.IsArchived)];

    /// <param name="key">Null takes the fallback.</param>
    public async Task<CatalogType> GetAsync(string? key, CancellationToken cancellationToken = default)
    {
        var offered = await GetOfferedAsync(cancellationToken);
        if (offered.Count == 0)
        {
            throw new BusinessException(TicketErrorCodes.NoRequestType);
        }

        if (string.IsNullOrWhiteSpace(key))
        {
            return offered.FirstOrDefault(t => t.Key == FallbackKey) ?? offered[^1];
        }

        return offered.FirstOrDefault(t => t.Key == key)
            ?? throw new BusinessException(TicketErrorCodes.UnknownRequestType)
                .WithData("Key", key)
                .WithData("Keys", string.Join(", ", offered.Select(t => t.Key)));
    }

    public async Task<string> NameOfAsync(Guid id, CancellationToken cancellationToken = default) =>
        (await GetAllAsync(cancellationToken)).FirstOrDefault(t => t.Id == id)?.Name ?? "";

    public void ForgetAfterCommit() => unitOfWorkManager.Current!.OnCompleted(() => cache.RemoveAsync(CacheKey));

    private async Task<IReadOnlyList<CatalogType>> LoadAsync(CancellationToken cancellationToken) =>
        [
            .. (await db.Set<RequestType>().AsNoTracking().OrderBy(t => t.Order).ThenBy(t => t.Key).ToListAsync(cancellationToken)).Select(
                t => new CatalogType(
                    t.Id,
                    t.Key,
                    t.Icon,
                    t.IsScenario,
                    t.DefaultPriority,
                    t.Risk,
                    t.Complexity,
                    t.IsArchived,
                    JsonSerializer.Deserialize<RequestTypeForm>(t.Form)!
                )
            ),
        ];
}

internal sealed class RequestTypeIntegrationService(RequestTypeCatalog catalog) : IRequestTypeIntegrationService
{
    public async Task<IReadOnlyList<RequestTypeDto>> GetAllAsync(CancellationToken cancellationToken = default) =>
        [.. (await catalog.GetOfferedAsync(cancellationToken)).Select(t => t.ToDto())];
}
