using System.Text.Json;
using CustomerService.Framework.Errors;

namespace CustomerService.Sla.Calendars.Checks;

/// <summary>The cases, and the schedules that several of them share.</summary>
internal sealed class CaseFile
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly Dictionary<string, CaseSchedule> _known = [];
    private readonly JsonElement? _schedules;

    private CaseFile(IReadOnlyList<JsonElement> cases, JsonElement? schedules)
    {
        (Cases, _schedules) = (cases, schedules);
    }

    public IReadOnlyList<JsonElement> Cases { get; }

    public static CaseFile Read(string json)
    {
        try
        {
            var root = JsonDocument.Parse(json, Lenient).RootElement;
            var cases = root.ValueKind == JsonValueKind.Array ? root : root.Find("cases");
            return cases is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(x => x.ValueKind == JsonValueKind.Object)
                ? new CaseFile([.. list.EnumerateArray()], root.Find("schedules"))
                : throw new BusinessException(SlaErrorCodes.NotACaseFile);
        }
        catch (JsonException e)
        {
            throw new BusinessException(SlaErrorCodes.NotACaseFile, e);
        }
    }

    /// <summary>Written in the case, or called by its name.</summary>
    public CaseSchedule ScheduleOf(JsonElement @case)
    {
        var schedule = @case.Check("schedule");
        if (schedule.ValueKind == JsonValueKind.String)
        {
            var name = schedule.GetString()!;
            schedule = _schedules?.Find(name) ?? throw new BusinessException(SlaErrorCodes.UnknownSchedule).WithData("Name", name);
        }

        var text = schedule.GetRawText();
        if (!_known.TryGetValue(text, out var known))
        {
            _known[text] = known = CaseSchedule.Read(schedule);
        }

        return known;
    }
}
