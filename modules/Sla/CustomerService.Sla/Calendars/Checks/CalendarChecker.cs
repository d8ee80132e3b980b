using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Localization;

namespace CustomerService.Sla.Calendars.Checks;

internal sealed class CalendarChecker(IStringLocalizer localizer) : ICalendarChecker, ISingletonDependency
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public CalendarCheckDto Check(string json)
    {
        var file = CaseFile.Read(json);
        var (answers, differences, expecting) = (new JsonArray(), new List<string>(), 0);
        foreach (var (@case, place) in file.Cases.Select((x, i) => (x, i)))
        {
            var answer = Answer(file, @case, out var problem);
            answers.Add((JsonNode)Line(@case, place, answer, problem));
            if (@case.TryGetProperty("result", out var expected))
            {
                expecting++;
                if (problem is not null || !IsAccepted(@case, expected, answer))
                {
                    differences.Add(
                        $"{Id(@case, place)} {@case.Find("op")}: {problem ?? answer?.ToJsonString(Readable) ?? "null"}, expected {expected}"
                    );
                }
            }
        }

        return new CalendarCheckDto(answers.ToJsonString(Readable), answers.Count, expecting, expecting - differences.Count, differences);
    }

    private JsonNode? Answer(CaseFile file, JsonElement @case, out string? problem)
    {
        problem = null;
        try
        {
            return CalendarCase.Answer(@case, file.ScheduleOf(@case));
        }
        catch (BusinessException e)
        {
            problem = localizer.Sentence(e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // Whatever else is wrong with one case must not cost the answers to the others.
            problem = localizer.Sentence(new BusinessException(SlaErrorCodes.UnreadableCase, e).WithData("What", @case.GetRawText()));
        }

        return null;
    }

    private static JsonObject Line(JsonElement @case, int place, JsonNode? answer, string? problem)
    {
        var line = new JsonObject
        {
            ["id"] = Id(@case, place),
            ["op"] = Copy(@case.Find("op")),
            ["result"] = answer,
        };
        if (problem is not null)
        {
            line["error"] = problem;
        }

        return line;
    }

    // A case without an id is known by its place.
    private static JsonNode Id(JsonElement @case, int place) => Copy(@case.Find("id")) ?? JsonValue.Create(place);

    private static JsonNode? Copy(JsonElement? element) => element is { } found ? JsonNode.Parse(found.GetRawText()) : null;

    private static bool IsAccepted(JsonElement @case, JsonElement expected, JsonNode? answer)
    {
        var given = JsonSerializer.SerializeToElement(answer);
        return CaseValues.Agree(expected, given)
            || @case.Find("also_acceptable") is { } also
                && (
                    CaseValues.Agree(also, given)
                    || also.ValueKind == JsonValueKind.Array && also.EnumerateArray().Any(x => CaseValues.Agree(x, given))
                );
    }
}
