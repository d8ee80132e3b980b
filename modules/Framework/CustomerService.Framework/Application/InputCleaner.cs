using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using CustomerService.Framework.Texts;

namespace CustomerService.Framework.Application;

/// <summary>
/// Makes every string of an input <see cref="WellFormed"/>, nested objects and lists included, before it is validated:
/// pages, API, imports and query strings all come through here.
/// </summary>
internal static class InputCleaner
{
    private const int MaxDepth = 8;
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <returns>The value to go on with: a string or a fixed list cannot be mended in place.</returns>
    public static object? Clean(object? input, int depth = 0) =>
        input switch
        {
            null or Stream or Delegate or Enum => input,
            string text => WellFormed.Of(text),
            _ when depth > MaxDepth => input,
            IDictionary<string, string> map => CleanMap(map),
            IEnumerable<string> texts => CleanTexts(texts),
            IEnumerable items => CleanItems(items, depth),
            _ when input.GetType().Namespace?.StartsWith("CustomerService", StringComparison.Ordinal) == true => CleanObject(input, depth),
            _ => input,
        };

    private static object CleanObject(object input, int depth)
    {
        foreach (var property in Properties.GetOrAdd(input.GetType(), CleanableOf))
        {
            var value = property.GetValue(input);
            var clean = Clean(value, depth + 1);
            if (!ReferenceEquals(value, clean) && property.CanWrite && property.PropertyType.IsInstanceOfType(clean))
            {
                property.SetValue(input, clean);
            }
        }

        return input;
    }

    private static PropertyInfo[] CleanableOf(Type type) =>
        [
            .. type.GetProperties()
                .Where(p =>
                    p.GetIndexParameters().Length == 0 && p.CanRead && !p.PropertyType.IsValueType && p.PropertyType != typeof(Type)
                ),
        ];

    private static object CleanItems(IEnumerable items, int depth)
    {
        foreach (var item in items)
        {
            Clean(item, depth + 1);
        }

        return items;
    }

    private static object CleanTexts(IEnumerable<string> texts)
    {
        var clean = texts.Select(t => t is null ? null! : WellFormed.Of(t)).ToList();
        return clean.SequenceEqual(texts, ReferenceEqualityComparer.Instance) ? texts
            : texts is string[] ? clean.ToArray()
            : texts is ISet<string> or IReadOnlySet<string> ? clean.ToHashSet()
            : clean;
    }

    private static object CleanMap(IDictionary<string, string> map)
    {
        var bad = map.Where(p =>
                !ReferenceEquals(WellFormed.Of(p.Key), p.Key) || (p.Value is not null && !ReferenceEquals(WellFormed.Of(p.Value), p.Value))
            )
            .ToList();
        foreach (var (key, value) in bad)
        {
            map.Remove(key);
            map[WellFormed.Of(key)] = WellFormed.Of(value ?? "");
        }

        return map;
    }
}
