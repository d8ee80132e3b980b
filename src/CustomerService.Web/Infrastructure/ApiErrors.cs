using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Texts;
using Microsoft.Extensions.Localization;

namespace CustomerService.Web.Infrastructure;

/// <param name="Errors">Sentences by field, named as in the call.</param>
/// <param name="Values">What stood in these fields; a field that was left out is left out.</param>
internal sealed record ApiFieldErrors(
    string Title,
    IReadOnlyDictionary<string, string[]> Errors,
    IReadOnlyDictionary<string, string> Values
);

/// <summary>Says to a program which field of its call was wrong, and what stood in it.</summary>
internal sealed partial class ApiErrors(IStringLocalizer localizer)
{
    private const int MaxShown = 200;

    /// <returns>null when the exception is not about what was sent.</returns>
    public async Task<ApiFieldErrors?> OfAsync(Exception exception, HttpRequest request)
    {
        switch (exception)
        {
            case InputValidationException invalid:
                var sentences = invalid
                    .Problems.GroupBy(p => CamelCase(p.Member))
                    .ToDictionary(g => g.Key, g => g.Select(p => p.Message).ToArray());
                return new ApiFieldErrors(localizer.Sentence(invalid), sentences, await ValuesAsync(request, sentences.Keys));
            case BadHttpRequestException { InnerException: JsonException { InnerException: JsonException } or JsonException { Path: "$" } }:
                var json = (JsonException)exception.InnerException!;
                return UnknownMember().Match(json.Message) is { Success: true } atRoot
                    ? await OneAsync(request, FrameworkErrorCodes.UnknownMember, atRoot.Groups[1].Value)
                    : new ApiFieldErrors(NotJson(json), new Dictionary<string, string[]>(), new Dictionary<string, string>());
            case BadHttpRequestException { InnerException: JsonException { Path: { Length: > 2 } path } inner }:
                return UnknownMember().Match(inner.Message) is { Success: true } unknown
                    ? await OneAsync(request, FrameworkErrorCodes.UnknownMember, Field(path, unknown.Groups[1].Value))
                    : await OneAsync(request, FrameworkErrorCodes.InvalidValue, path[2..]);
            case BadHttpRequestException when Unbound().Match(exception.Message) is { Success: true } match:
                return One(
                    FrameworkErrorCodes.InvalidValue,
                    match.Groups[1].Value,
                    new Dictionary<string, string> { [match.Groups[1].Value] = WellFormed.Cut(match.Groups[2].Value, MaxShown) }
                );
            default:
                return null;
        }
    }

    private async Task<ApiFieldErrors> OneAsync(HttpRequest request, string code, string field) =>
        One(code, field, await ValuesAsync(request, [field]));

    private ApiFieldErrors One(string code, string field, IReadOnlyDictionary<string, string> values)
    {
        var sentence = localizer.Format(code, ("Value", values.GetValueOrDefault(field, "")), ("Name", field));
        return new ApiFieldErrors(sentence, new Dictionary<string, string[]> { [field] = [sentence] }, values);
    }

    private string NotJson(JsonException json) =>
        localizer.Format(FrameworkErrorCodes.NotJson, ("Line", (json.LineNumber ?? 0) + 1), ("Byte", (json.BytePositionInLine ?? 0) + 1));

    private static async Task<IReadOnlyDictionary<string, string>> ValuesAsync(HttpRequest request, IEnumerable<string> fields)
    {
        var values = new Dictionary<string, string>();
        if (!request.Body.CanSeek)
        {
            return values;
        }

        request.Body.Position = 0;
        try
        {
            var body = await JsonNode.ParseAsync(request.Body);
            foreach (var field in fields)
            {
                if (Find(body, field) is { } value)
                {
                    var text = value.GetValueKind() == JsonValueKind.String ? (string)value! : value.ToJsonString();
                    values[field] = WellFormed.Cut(text, MaxShown);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON (a query has no body), or one with halves of characters: then the field alone must do.
        }

        return values;
    }

    private static JsonNode? Find(JsonNode? node, string field)
    {
        foreach (Match step in Step().Matches(field))
        {
            node = node switch
            {
                JsonArray items when int.TryParse(step.Groups[2].Value, out var at) && at < items.Count => items[at],
                JsonObject members => members.FirstOrDefault(m => m.Key.Equals(step.Value, StringComparison.OrdinalIgnoreCase)).Value,
                _ => null,
            };
        }

        return node;
    }

    private static string Field(string path, string name) =>
        path.EndsWith("." + name, StringComparison.Ordinal) ? path[2..] : $"{path[2..]}.{name}";

    private static string CamelCase(string member) => string.Join('.', member.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped to any", RegexOptions.Singleline)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (\\w+)\" from \"(.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex("([^.\\[\\]]+)|\\[(\\d+)\\]")]
    private static partial Regex Step();
}
