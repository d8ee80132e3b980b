using System.Data.Common;
using CustomerService.Framework.Texts;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>
/// The last net: no string reaches the database that is not <see cref="WellFormed"/>, be it saved, compared or written by
/// hand. PostgreSQL answers U+0000 with an error; what it takes in must not stop a handler later.
/// </summary>
internal sealed class WellFormedParameters : DbCommandInterceptor
{
    public static WellFormedParameters Instance { get; } = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    ) => Clean(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => new(Clean(command, result));

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result
    ) => Clean(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => new(Clean(command, result));

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result
    ) => Clean(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => new(Clean(command, result));

    private static InterceptionResult<T> Clean<T>(DbCommand command, InterceptionResult<T> result)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text && WellFormed.Of(text) is var clean && !ReferenceEquals(clean, text))
            {
                parameter.Value = clean;
            }
            else if (parameter.Value is IList<string?> texts && texts.Any(t => t is not null && !ReferenceEquals(WellFormed.Of(t), t)))
            {
                parameter.Value = texts.Select(t => t is null ? null : WellFormed.Of(t)).ToArray();
            }
        }

        return result;
    }
}
