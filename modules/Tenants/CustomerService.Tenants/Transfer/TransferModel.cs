using System.Data.Common;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CustomerService.Tenants.Transfer;

/// <param name="Mapping">null: a document that the database keeps as JSON.</param>
internal sealed record TransferColumn(string Name, string StoreType, RelationalTypeMapping? Mapping, bool IsNullable)
{
    /// <summary>As it stands in the file: the same on every database.</summary>
    public Type Type =>
        Mapping is null ? typeof(string)
        : IsList ? Mapping.ClrType
        : Mapping.Converter?.ProviderClrType.Plain() ?? Mapping.ClrType.Plain();

    /// <summary>One database has arrays, the other one writes them down as JSON; the file has a list.</summary>
    private bool IsList => Mapping?.ElementTypeMapping is not null;

    public string Quoted => $"\"{Name}\"";

    public object? Read(DbDataReader row, int index) =>
        row.IsDBNull(index) ? null
        : IsList ? Mapping!.Converter?.ConvertFromProvider(row.GetString(index)) ?? row.GetValue(index)
        : Type == typeof(Guid) ? row.GetGuid(index)
        : Type == typeof(string) ? row.GetString(index)
        : Type == typeof(bool) ? row.GetBoolean(index)
        : Type == typeof(int) ? row.GetInt32(index)
        : Type == typeof(long) ? row.GetInt64(index)
        : Type == typeof(double) ? row.GetDouble(index)
        : Type == typeof(DateTime) ? DateTime.SpecifyKind(row.GetDateTime(index), DateTimeKind.Utc)
        : Type == typeof(DateOnly) ? row.GetFieldValue<DateOnly>(index)
        : Type == typeof(TimeOnly) ? row.GetFieldValue<TimeOnly>(index)
        : Type == typeof(TimeSpan) ? row.GetFieldValue<TimeSpan>(index)
        : Type == typeof(byte[]) ? row.GetFieldValue<byte[]>(index)
        : throw new NotSupportedException($"{Name} is a {Type}, which no file of rows knows yet.");

    /// <param name="value">Of <see cref="Type"/>.</param>
    public DbParameter ToParameter(DbCommand command, string name, object? value)
    {
        if (Mapping is not null)
        {
            return Mapping.CreateParameter(
                command,
                name,
                value is null || IsList ? value : Mapping.Converter?.ConvertFromProvider(value) ?? value,
                IsNullable
            );
        }

        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        return parameter;
    }

    public string ToSql(string parameter) => Mapping is null ? $"cast({parameter} as {StoreType})" : parameter;
}

/// <param name="Key">Behind the tenant's.</param>
/// <param name="SelfReferences">Columns that lead to rows of the same table.</param>
internal sealed record TransferTable(
    string Name,
    IReadOnlyList<TransferColumn> Columns,
    IReadOnlyList<TransferColumn> Key,
    IReadOnlyList<TransferColumn> SelfReferences
)
{
    public string Quoted => $"\"{Name}\"";

    public string KeyList => Key.List();
}

/// <summary>The tables that are a tenant's own, as the model has them.</summary>
internal static class TransferModel
{
    public const string Tenant = nameof(IMultiTenant.TenantId);

    /// <summary>Every tenant's table, those that others refer to before those, else by name.</summary>
    public static IReadOnlyList<TransferTable> AllTables(CustomerServiceDbContext db)
    {
        var types = db
            .Model.GetEntityTypes()
            .Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType) && !t.IsOwned())
            .OrderBy(t => t.GetTableName(), StringComparer.Ordinal)
            .ToList();
        var ordered = new List<IEntityType>();
        while (types.Count > 0)
        {
            var next = types.First(t => t.GetForeignKeys().All(k => k.PrincipalEntityType == t || !types.Contains(k.PrincipalEntityType)));
            ordered.Add(next);
            types.Remove(next);
        }

        return [.. ordered.Select(Describe)];
    }

    /// <summary>Those that travel, without the columns that stay.</summary>
    public static IReadOnlyList<TransferTable> ExportedTables(CustomerServiceDbContext db) =>
        [
            .. AllTables(db)
                .Where(t => !TransferRules.KeptTables.ContainsKey(t.Name))
                .Select(t => t with { Columns = [.. t.Columns.Where(c => !TransferRules.KeptColumns.ContainsKey($"{t.Name}.{c.Name}"))] }),
        ];

    public static string List(this IEnumerable<TransferColumn> columns) => string.Join(", ", columns.Select(c => c.Quoted));

    public static Type Plain(this Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static TransferTable Describe(IEntityType type)
    {
        var table = type.GetTableMappings().Single().Table;
        var columns = table.Columns.Where(c => c.Name != Tenant).Select(Describe).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var own = type.GetForeignKeys().Where(k => k.PrincipalEntityType == type).SelectMany(k => k.Properties).Select(p => p.Name);
        var key = type.FindPrimaryKey()!.Properties.Select(p => p.Name).Where(n => n != Tenant);
        return new TransferTable(
            table.Name,
            columns,
            [.. key.Select(n => columns.Single(c => c.Name == n))],
            [.. own.Distinct().Where(n => n != Tenant).Select(n => columns.Single(c => c.Name == n))]
        );
    }

    private static TransferColumn Describe(IColumn column) =>
        new(
            column.Name,
            column.StoreType,
            column.PropertyMappings.Count == 0 ? null : column.PropertyMappings[0].TypeMapping,
            column.IsNullable
        );
}
