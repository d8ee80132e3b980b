using System.Diagnostics;
using CustomerService.Web.Infrastructure.Telemetry;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>What a collector of traces gets to know.</summary>
public sealed class SpanRedactionTests
{
    private readonly SpanRedaction _redaction = new();

    [Fact]
    public void Should_Keep_The_Tenant_And_The_Route_And_No_Path_Statement_Or_Address()
    {
        using var span = new Activity("GET /access/{token}");
        span.SetTag("tenant", "alpha").SetTag("http.route", "/access/{token}").SetTag("http.response.status_code", 200);
        span.SetTag("url.path", "/access/secret").SetTag("url.query", "?email=lena").SetTag("url.full", "https://x.example/hook?key=1");
        span.SetTag("client.address", "203.0.113.7").SetTag("user_agent.original", "a browser");
        span.SetTag("db.query.text", "select 'lena@mail.example'").SetTag("server.address", "x.example");
        span.SetStatus(ActivityStatusCode.Error, "lena@mail.example is there already");
        _redaction.OnEnd(span);
        span.TagObjects.Select(t => t.Key).ShouldBe(["tenant", "http.route", "http.response.status_code"], ignoreOrder: true);
        (span.Status, span.StatusDescription).ShouldBe((ActivityStatusCode.Error, null));
    }

    [Fact]
    public void Should_Not_Hand_On_The_Text_Of_An_Exception()
    {
        using var span = new Activity("INSERT") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        span.AddException(new InvalidOperationException("lena@mail.example is there already"));
        _redaction.OnEnd(span);
        span.Recorded.ShouldBeFalse();
    }
}
