using System.Text.Json;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Sla.Calendars;

/// <summary>The files of cases that <c>calendar check</c> reads.</summary>
public sealed class CalendarCheckerTests : IAsyncLifetime
{
    private const string Office = """
        {"hours": {"mon": [["09:00","18:00"]], "tue": [["09:00","18:00"]], "wed": [["09:00","18:00"]], "thu": [["09:00","18:00"]],
            "fri": [["09:00","18:00"]]},
         "shifts": {"2026-02-14": [["09:00","18:00"]]}, "breaks": {"2026-02-12": [["12:00","13:00"]]},
         "holidays": ["2026-02-16","2026-02-17","2026-02-18","2026-02-19","2026-02-20","2026-02-23"], "time_zone": "Asia/Shanghai"}
        """;

    private TestHost? _host;

    public async ValueTask InitializeAsync() => _host = await TestHost.CreateAsync<SlaTestModule>();

    public ValueTask DisposeAsync() => _host!.DisposeAsync();

    [Fact]
    public void Should_Agree_With_Zendesk_Biz()
    {
        var check = Check(JsonSerializer.Serialize(SharedData.Sla("biz_spec_cases.json")));
        check.Differences.ShouldBeEmpty();
        (check.Cases, check.Agreeing).ShouldBe((36, 36));
    }

    [Theory]
    [InlineData("add_after", """{"time": "2026-02-13T09:00:00Z", "amount": 4, "unit": "hour"}""", "\"2026-02-14T04:00:00Z\"")]
    [InlineData(
        "add_after",
        """{"time": "2026-02-13T17:00:00+08:00", "amount": 240, "unit": "minutes"}""",
        "\"2026-02-14T12:00:00+08:00\""
    )]
    [InlineData("add_after", """{"time": "2026-02-14 17:00", "amount": 4, "unit": "hour"}""", "\"2026-02-24 12:00\"")]
    [InlineData("add_after", """{"time": "2026-02-13T09:00:00Z", "amount": 3600, "unit": "second"}""", "\"2026-02-13T10:00:00Z\"")]
    [InlineData("add_after", """{"time": "2026-02-13T09:00:00Z", "amount": 2, "unit": "day"}""", "\"2026-02-24T09:00:00Z\"")]
    [InlineData("add_before", """{"time": "2026-02-14T12:00:00+08:00", "amount": 4, "unit": "hour"}""", "\"2026-02-13T17:00:00+08:00\"")]
    [InlineData("add_after", """{"time": "2026-02-13T08:00:00.5Z", "amount": 1.5, "unit": "second"}""", "\"2026-02-13T08:00:02Z\"")]
    [InlineData("duration_within", """{"start": "2026-02-12T00:00:00+08:00", "end": "2026-02-13T00:00:00+08:00"}""", "28800")]
    [InlineData("duration_within", """{"start": "2026-02-13T00:00:00Z", "end": "2026-02-12T00:00:00Z"}""", "0")]
    [InlineData("in_hours", """{"time": "2026-02-12T12:30:00+08:00"}""", "false")]
    [InlineData("in_hours", """{"time": "2026-02-12T13:00:00+08:00"}""", "true")]
    [InlineData("on_break", """{"time": "2026-02-12T12:59:59+08:00"}""", "true")]
    [InlineData("on_break", """{"time": "2026-02-12T13:00:00+08:00"}""", "false")]
    [InlineData("on_holiday", """{"time": "2026-02-16T00:00:00+08:00"}""", "true")]
    [InlineData("on_holiday", """{"time": "2026-02-15T15:59:59Z"}""", "false")]
    [InlineData(
        "periods_before",
        """{"time": "2026-02-24T09:00:00+08:00", "count": 1}""",
        """[["2026-02-14T09:00:00+08:00","2026-02-14T18:00:00+08:00"]]"""
    )]
    [InlineData(
        "segments_after_until",
        """{"time": "2026-02-12T10:00:00+08:00", "until": "2026-02-12T13:30:00+08:00"}""",
        """[["2026-02-12T10:00:00+08:00","2026-02-12T12:00:00+08:00"],["2026-02-12T13:00:00+08:00","2026-02-12T13:30:00+08:00"]]"""
    )]
    public void Should_Answer(string op, string input, string result) =>
        JsonSerializer
            .Serialize(Answer(Office, op, input).GetProperty("result"), JsonSerializerOptions.Web)
            .Replace("\\u002B", "+")
            .ShouldBe(result);

    [Theory]
    [InlineData(
        "over the spring gap",
        "America/New_York",
        """{"sun": [["00:00","24:00"]]}""",
        "2025-03-09T00:00:00-05:00",
        3,
        "2025-03-09T04:00:00-04:00"
    )]
    [InlineData(
        "over the doubled hour",
        "America/New_York",
        """{"sun": [["00:00","24:00"]]}""",
        "2025-11-02T00:00:00-04:00",
        3,
        "2025-11-02T02:00:00-05:00"
    )]
    [InlineData(
        "a night shift",
        "Europe/Berlin",
        """{"mon": [["22:00","06:00"]]}""",
        "2025-06-02T21:00:00+02:00",
        4,
        "2025-06-03T02:00:00+02:00"
    )]
    [InlineData(
        "hours written as a map, days in full, a Windows name of the zone",
        "China Standard Time",
        """{"Monday": {"9:00": "18:00"}}""",
        "2025-06-02T09:00:00+08:00",
        9,
        "2025-06-02T18:00:00+08:00"
    )]
    [InlineData(
        "two windows",
        "Etc/UTC",
        """{"mon": [["09:00","12:00"],["13:00","18:00"]]}""",
        "2025-06-02T11:00:00Z",
        2,
        "2025-06-02T14:00:00Z"
    )]
    public void Should_Read_Every_Way_To_Write_Hours(string situation, string zone, string hours, string start, int amount, string due) =>
        Answer(
                $$"""{"hours": {{hours}}, "time_zone": "{{zone}}"}""",
                "add_after",
                $$"""{"time": "{{start}}", "amount": {{amount}}, "unit": "hour"}"""
            )
            .GetProperty("result")
            .GetString()
            .ShouldBe(due, situation);

    [Fact]
    public void Should_Find_Schedules_By_Name_And_Count_What_Agrees()
    {
        var check = Check(
            $$$"""
            {"schedules": {"office": {{{Office}}}}, "cases": [
                {"id": "a", "op": "in_hours", "schedule": "office", "input": {"time": "2026-02-13T10:00:00+08:00"}, "result": true},
                {"id": "b", "op": "in_hours", "schedule": "office", "input": {"time": "2026-02-13T10:00:00+08:00"}, "result": false},
                {"id": "c", "op": "in_hours", "schedule": "office", "input": {"time": "2026-02-13T10:00:00+08:00"}, "result": false,
                    "also_acceptable": [true]},
                {"id": 4, "op": "add_after", "schedule": "office", "input": {"time": "2026-02-13T10:00:00+08:00", "amount": 1, "unit":
                    "hour"}, "result": "2026-02-13T03:00:00Z"},
                {"op": "in_hours", "schedule": "office", "input": {"time": "2026-02-13T10:00:00+08:00"}}]}
            """
        );
        (check.Cases, check.Expecting, check.Agreeing).ShouldBe((5, 4, 3));
        check.Differences.ShouldHaveSingleItem().ShouldBe("b in_hours: true, expected False");
        JsonDocument
            .Parse(check.Answers)
            .RootElement.EnumerateArray()
            .Select(x => x.GetProperty("id").ToString())
            .ShouldBe(["a", "b", "c", "4", "4"]);
    }

    [Theory]
    [InlineData("an operation nobody knows", """{"id": 1, "op": "guess", "schedule": {"hours": {}}, "input": {}}""", "guess")]
    [InlineData("a schedule that is not there", """{"id": 1, "op": "in_hours", "schedule": "night", "input": {}}""", "night")]
    [InlineData(
        "a zone that does not exist",
        """{"id": 1, "op": "in_hours", "schedule": {"time_zone": "Mars/Base"}, "input": {}}""",
        "Mars/Base"
    )]
    [InlineData("a time that is none", """{"id": 1, "op": "in_hours", "schedule": {}, "input": {"time": "noon"}}""", "noon")]
    [InlineData("no input", """{"id": 1, "op": "in_hours", "schedule": {}}""", "input")]
    [InlineData(
        "hours that are none",
        """{"id": 1, "op": "in_hours", "schedule": {"hours": {"mon": [["9", "x"]]}}, "input": {"time": "2026-01-01T00:00:00Z"}}""",
        "9"
    )]
    [InlineData(
        "hours of the wrong shape",
        """{"id": 1, "op": "in_hours", "schedule": {"hours": {"mon": [[9]]}}, "input": {"time": "2026-01-01T00:00:00Z"}}""",
        "mon"
    )]
    [InlineData(
        "a day that is none",
        """{"id": 1, "op": "in_hours", "schedule": {"hours": {"someday": []}}, "input": {"time": "2026-01-01T00:00:00Z"}}""",
        "someday"
    )]
    [InlineData(
        "a schedule that never opens",
        """
            {"id": 1, "op": "add_after", "schedule": {"hours": {}}, "input": {"time": "2026-01-01T00:00:00Z", "amount": 1, "unit":
                "hour"}}
            """,
        "no opening"
    )]
    [InlineData(
        "an amount without end",
        """
            {"id": 1, "op": "add_after", "schedule": {"hours": {"mon": [["09:00","17:00"]]}}, "input": {"time":
                "2026-01-01T00:00:00Z", "amount": 1e28, "unit": "hour"}}
            """,
        "1e28"
    )]
    public void Should_Say_What_Is_Wrong_With_One_Case_And_Answer_The_Others(string situation, string broken, string named)
    {
        var check = Check(
            $$$"""[{{{broken}}}, {"id": 2, "op": "in_hours", "schedule": {{{Office}}}, "input": {"time": "2026-02-13T10:00:00+08:00"}}]"""
        );
        var answers = JsonDocument.Parse(check.Answers).RootElement;
        answers[0].GetProperty("result").ValueKind.ShouldBe(JsonValueKind.Null, situation);
        answers[0].GetProperty("error").GetString()!.ShouldContain(named, Case.Sensitive, situation);
        answers[1].GetProperty("result").GetBoolean().ShouldBeTrue(situation);
    }

    [Theory, InlineData("nothing"), InlineData("{}"), InlineData("[1]"), InlineData("{\"cases\": 3}")]
    public void Should_Refuse_What_Is_No_File_Of_Cases(string text) =>
        Should.Throw<BusinessException>(() => Check(text)).Code.ShouldBe(SlaErrorCodes.NotACaseFile);

    private JsonElement Answer(string schedule, string op, string input)
    {
        var check = Check($$"""[{"id": 1, "op": "{{op}}", "schedule": {{schedule}}, "input": {{input}}}]""");
        var answer = JsonDocument.Parse(check.Answers).RootElement[0];
        answer.TryGetProperty("error", out var error).ShouldBeFalse(error.ToString());
        return answer;
    }

    private CalendarCheckDto Check(string json) => _host!.Services.GetRequiredService<ICalendarChecker>().Check(json);
}
