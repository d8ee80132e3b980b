namespace CustomerService.Framework.Application;

/// <summary>A page of a list read by key: pass <see cref="Next"/> as <c>after</c> to go on; null at the end.</summary>
public sealed record PagedResult<T>(IReadOnlyList<T> Items, string? Next, long? TotalCount = null);
