using System.Net;
using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.IntegrationTests.Isolation;
using CustomerService.TestBase;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>Hangfire's pages inside the host console. Who may open them at all stands in <c>Access/endpoints.txt</c>.</summary>
public sealed partial class JobsDashboardTests
{
    private const string Trigger = "/host/jobs/recurring/trigger";

    [Fact]
    public async Task Should_Start_A_Worker_For_An_Operator_Who_Asks_From_The_Page_Itself()
    {
        await using var world = await World.OpenAsync(DatabaseProvider.Sqlite);
        var storage = world.Product.Services.GetRequiredService<JobStorage>();
        world
            .Product.Services.GetRequiredService<IRecurringJobManager>()
            .AddOrUpdate("tests.sample", () => Console.WriteLine(), Cron.Never());
        await world
            .Product.Services.GetRequiredService<TenantScope>()
            .RunAsync(
                null,
                p =>
                    p.GetRequiredService<IUserIntegrationService>()
                        .CreateStaffAsync("operator@host.example", "Operator", RoleNames.HostOperator, Product.Password, "en")
            );
        using var client = await world.OperatorAsync("operator@host.example");

        using var page = await client.GetAsync("/host/jobs/recurring");
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("tests.sample");
        (await client.GetAsync("/host/jobs/nothing/here")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Another site's page has the operator's cookies, but not what stands in this page.
        (await client.PostAsync(Trigger, Form())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        LastRun(storage).ShouldBeNull();

        foreach (var cookie in page.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        }

        client.DefaultRequestHeaders.Add(MetaOf(html, "csrf-header"), MetaOf(html, "csrf-token"));
        (await client.PostAsync(Trigger, Form())).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        LastRun(storage).ShouldNotBeNull();
    }

    private static FormUrlEncodedContent Form() => new([KeyValuePair.Create("jobs[]", "tests.sample")]);

    private static DateTime? LastRun(JobStorage storage)
    {
        using var connection = storage.GetConnection();
        return connection.GetRecurringJobs(["tests.sample"]).Single().LastExecution;
    }

    private static string MetaOf(string html, string name) => Metas().Matches(html).Single(m => m.Groups[1].Value == name).Groups[2].Value;

    [GeneratedRegex("<meta name=\"([^\"]+)\" content=\"([^\"]+)\"")]
    private static partial Regex Metas();
}
