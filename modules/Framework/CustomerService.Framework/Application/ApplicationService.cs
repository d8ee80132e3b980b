namespace CustomerService.Framework.Application;

/// <summary>
/// Called by pages, endpoints and jobs. Every call through the interface is authorized (<c>[Authorize(permission)]</c> or
/// <c>[AllowAnonymous]</c> on each method or the class), validated, and one unit of work.
/// </summary>
public interface IApplicationService;

/// <summary>Called by other modules inside their unit of work; does no authorization of its own.</summary>
public interface IIntegrationService;

/// <summary>A page of a list read by key: pass <see cref="Next"/> as <c>after</c> to go on; null at the end.</summary>
public sealed record PagedResult<T>(IReadOnlyList<T> Items, string? Next, long? TotalCount = null);
