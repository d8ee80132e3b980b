using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Features;
using CustomerService.Routing.Escalations.Webhooks;
using CustomerService.Routing.Fakes;
using CustomerService.Sla.Clocks;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Routing.Escalations;

/// <summary>A step calls another system: a real receiver on this machine, which checks the signature by itself.</summary>
public sealed class WebhookTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Tell_Another_System_Signed_And_Once(DatabaseProvider provider)
    {
        await using var receiver = new WebhookReceiver();
        await using var host = await StartAsync(provider);
        var secret = await CallAsync(host, receiver.Url, new EscalationRuleInput { OffsetMinutes = 30, NotifyOwner = true });
        var ticket = await LateAsync(host);
        receiver.Received.ShouldBeEmpty("nothing is sent in the transaction of the step");

        await SendAsync(host);
        await SendAsync(host);
        var call = receiver.Received.Single();
        var (stamp, signature) = (call.Signature.Split(',')[0][2..], call.Signature.Split(',')[1][3..]);
        stamp.ShouldBe(new DateTimeOffset(host.Host.Time.Now).ToUnixTimeSeconds().ToString());
        signature.ShouldBe(
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}.{call.Body}")))
        );
        using var body = JsonDocument.Parse(call.Body);
        var saved = await host.ReadAsync(ticket);
        body.RootElement.EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe(["tenant", "ticketId", "ticketNumber", "subject", "step", "metric", "due", "url"]);
        body.RootElement.GetProperty("tenant").GetString().ShouldBe("alpha");
        body.RootElement.GetProperty("ticketId").GetGuid().ShouldBe(ticket);
        body.RootElement.GetProperty("subject").GetString().ShouldBe(saved.ToSnapshot().Subject);
        body.RootElement.GetProperty("step").GetInt32().ShouldBe(1);
        body.RootElement.GetProperty("metric").GetString().ShouldBe("FirstResponse");
        body.RootElement.GetProperty("due").GetDateTime().ToUniversalTime().ShouldBe(host.Host.Time.Now);
        body.RootElement.GetProperty("url").GetString().ShouldBe($"http://test.localhost/desk/tickets/{saved.ToSnapshot().Number}");
        (await host.ReadAllAsync<WebhookCall>()).ShouldBeEmpty();
        (await host.ReadAllAsync<WebhookSecret>()).Single().Protected.ShouldNotContain(secret);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Try_Again_With_The_Same_Delivery_Until_It_Is_Taken(DatabaseProvider provider)
    {
        await using var receiver = new WebhookReceiver(500, 503);
        await using var host = await StartAsync(provider);
        await CallAsync(host, receiver.Url);
        await LateAsync(host);
        await SendAsync(host);
        var waiting = (await ListAsync(host)).Single();
        (waiting.IsDeadLettered, waiting.Attempts, waiting.LastError).ShouldBe((false, 1, "HTTP 500"));

        await SendAsync(host, 9);
        receiver.Received.Count.ShouldBe(1);
        await SendAsync(host, 1);
        await SendAsync(host, 30);
        receiver.Received.Count.ShouldBe(3);
        receiver.Received.Select(c => c.Delivery).Distinct().Count().ShouldBe(1);
        receiver.Received.Select(c => c.Body).Distinct().Count().ShouldBe(1);
        receiver.Received.Select(c => c.Signature).Distinct().Count().ShouldBe(3, "each attempt is signed with its own time");
        (await ListAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Give_Up_Visibly_And_Try_Again_When_Asked()
    {
        await using var receiver = new WebhookReceiver([.. Enumerable.Repeat(302, WebhookCall.MaxAttempts)]);
        await using var host = await StartAsync();
        await CallAsync(host, receiver.Url);
        await LateAsync(host);
        for (var i = 0; i < 2 * WebhookCall.MaxAttempts; i++)
        {
            await SendAsync(host, 4 * 3600);
        }

        receiver.Received.Count.ShouldBe(WebhookCall.MaxAttempts, "a redirect is not followed, and not a success");
        var deadLettered = (await ListAsync(host)).Single();
        (deadLettered.IsDeadLettered, deadLettered.LastError).ShouldBe((true, "HTTP 302"));
        await host.Host.DrainAsync();
        var told = host.Told.Webhooks.Single();
        (told.CallId, told.Problem).ShouldBe((deadLettered.Id, "HTTP 302"));
        told.NotifyUserIds.ShouldContain(FakeUsers.Boss);
        await AsAdmin<IWebhookAppService>(host, s => s.RetryAsync(deadLettered.Id));
        await SendAsync(host);
        receiver.Received.Count.ShouldBe(WebhookCall.MaxAttempts + 1);
        (await ListAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Tell_Of_The_First_Call_That_Is_Given_Up_Until_The_List_Is_Cleared()
    {
        await using var receiver = new WebhookReceiver();
        await using var host = await StartAsync(allowsPrivate: false);
        await CallAsync(host, receiver.Url);
        for (var i = 0; i < 3; i++)
        {
            await LateAsync(host);
            await SendAsync(host);
        }

        (await ListAsync(host)).Count(c => c.IsDeadLettered).ShouldBe(3);
        await host.Host.DrainAsync();
        host.Told.Webhooks.Count.ShouldBe(1);
        foreach (var call in await ListAsync(host))
        {
            await AsAdmin<IWebhookAppService>(host, s => s.DropAsync(call.Id));
        }

        await LateAsync(host);
        await SendAsync(host);
        await host.Host.DrainAsync();
        host.Told.Webhooks.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Should_Take_Silence_For_A_Failure_And_Go_On_With_The_Others()
    {
        await using var silent = new WebhookReceiver { IsSilent = true };
        await using var receiver = new WebhookReceiver();
        await using var host = await StartAsync(timeoutSeconds: 1);
        await CallAsync(host, silent.Url, new EscalationRuleInput { OffsetMinutes = 10, WebhookUrl = receiver.Url });
        await LateAsync(host, overdue: TimeSpan.FromMinutes(15));
        await SendAsync(host);
        receiver.Received.Count.ShouldBe(1);
        var waiting = (await ListAsync(host)).Single();
        (waiting.Url, waiting.IsDeadLettered, waiting.LastError).ShouldBe((silent.Url, false, "No answer in time"));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Call_For_Another_Tenant_While_The_Receiver_Of_One_Is_Silent(DatabaseProvider provider)
    {
        await using var silent = new WebhookReceiver { IsSilent = true };
        await using var receiver = new WebhookReceiver();
        await using var host = await StartAsync(provider);
        for (var i = 0; i < 20; i++)
        {
            await WriteCallAsync(host, TestHost.TenantA, silent.Url);
        }

        await WriteCallAsync(host, TestHost.TenantB, receiver.Url);
        using var stop = new CancellationTokenSource();
        var running = host.Host.Jobs.RunAsync(workers: 2, stop.Token);
        await Wait.UntilAsync(() => Task.FromResult(receiver.Received.Count == 1), "a worker is free for the other tenant");
        silent.Received.Count.ShouldBeLessThanOrEqualTo(4, "the others of the same tenant wait for their turn");
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Make_A_Call_Whose_Job_Was_Lost(DatabaseProvider provider)
    {
        await using var receiver = new WebhookReceiver();
        await using var host = await StartAsync(provider);
        await CallAsync(host, receiver.Url);
        await LateAsync(host);
        host.Host.Jobs.Lose();
        await SendAsync(host);
        receiver.Received.ShouldBeEmpty();
        await host.Host.Services.GetServices<HangfireBackgroundWorkerBase>().OfType<CallSweep>().Single().DoWorkAsync();
        await SendAsync(host);
        receiver.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Not_Call_Addresses_Inside_Unless_The_Operator_Allows_It()
    {
        await using var receiver = new WebhookReceiver();
        await using var host = await StartAsync(allowsPrivate: false);

        // The name is harmless to look at; what it leads to is not.
        await CallAsync(host, receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await LateAsync(host);
        await SendAsync(host);
        receiver.Received.ShouldBeEmpty();
        var refused = (await ListAsync(host)).Single();
        (refused.IsDeadLettered, refused.LastError).ShouldBe((true, "localhost is not an address on the public internet"));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    public void Should_Know_Public_Addresses(string address, bool isPublic) =>
        PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("ftp://example.com/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("https://user:word@example.com/")]
    public void Should_Refuse_Addresses_That_Cannot_Be_Called(string url) =>
        Should
            .Throw<BusinessException>(() =>
                new EscalationPolicy(new SaveEscalationPolicyInput { Name = "x", Steps = [new() { WebhookUrl = url }] })
            )
            .Code.ShouldBe(RoutingErrorCodes.WebhookAddressInvalid);

    [Fact]
    public async Task Should_Sign_With_The_New_Secret_After_A_Change_And_Forget_With_The_EscalationPolicy()
    {
        await using var receiver = new WebhookReceiver(500);
        await using var host = await StartAsync();
        var old = await CallAsync(host, receiver.Url);
        await LateAsync(host);
        await SendAsync(host);
        var fresh = await AsAdmin<IWebhookAppService, string>(host, async s => await s.ChangeSecretAsync((await DefaultAsync(host)).Id));
        fresh.ShouldNotBe(old);
        await SendAsync(host, 10);
        var last = receiver.Received[1];
        last.Signature.Split(",v1=")[1]
            .ShouldBe(
                Convert.ToHexStringLower(
                    HMACSHA256.HashData(
                        Encoding.UTF8.GetBytes(fresh),
                        Encoding.UTF8.GetBytes($"{last.Signature.Split(',')[0][2..]}.{last.Body}")
                    )
                )
            );

        var other = await AsAdmin<IEscalationPolicyAppService, Guid>(
            host,
            s =>
                s.CreateAsync(
                    new SaveEscalationPolicyInput
                    {
                        Name = "Mine",
                        RequestTypeKeys = ["question"],
                        Steps = [new() { WebhookUrl = receiver.Url }],
                    }
                )
        );
        (await host.ReadAllAsync<WebhookSecret>()).Length.ShouldBe(2);
        await AsAdmin<IEscalationPolicyAppService>(host, s => s.DeleteAsync(other));
        (await host.ReadAllAsync<WebhookSecret>()).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Refuse_A_New_Address_That_The_Plan_Does_Not_Have_And_Keep_Calling_Those_There_Are()
    {
        await using var receiver = new WebhookReceiver();
        await using var host = await StartAsync();
        await CallAsync(host, receiver.Url);
        ((TestFeatures)host.Host.Services.GetRequiredService<IFeatureChecker>()).Off.Add(RoutingFeatures.Webhooks.Name);
        await CallAsync(host, receiver.Url);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAdmin<IEscalationPolicyAppService, Guid>(
                    host,
                    s =>
                        s.CreateAsync(
                            new SaveEscalationPolicyInput
                            {
                                Name = "Mine",
                                RequestTypeKeys = ["question"],
                                Steps = [new() { WebhookUrl = receiver.Url }],
                            }
                        )
                )
            )
        ).Code.ShouldBe("Feature.Routing.Webhooks.Off");
        await LateAsync(host, overdue: TimeSpan.FromMinutes(15));
        await SendAsync(host);
        receiver.Received.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Should_Call_An_Address_Once_For_Steps_That_Came_Due_Together()
    {
        await using var receiver = new WebhookReceiver();
        await using var host = await StartAsync();
        await CallAsync(
            host,
            receiver.Url,
            new() { OffsetMinutes = 10, WebhookUrl = receiver.Url },
            new() { OffsetMinutes = 20, WebhookUrl = receiver.Url }
        );
        await LateAsync(host, overdue: TimeSpan.FromMinutes(15));
        await SendAsync(host);
        using var body = JsonDocument.Parse(receiver.Received.Single().Body);
        body.RootElement.GetProperty("step").GetInt32().ShouldBe(2);
    }

    private static async Task<RoutingTestHost> StartAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite,
        bool allowsPrivate = true,
        int timeoutSeconds = 10
    )
    {
        var host = await RoutingTestHost.CreateAsync(provider);
        var options = host.Host.Services.GetRequiredService<IOptions<WebhookOptions>>().Value;
        (options.AllowPrivateAddresses, options.TimeoutSeconds) = (allowsPrivate, timeoutSeconds);
        return host;
    }

    /// <returns>The secret, as an administrator is shown it.</returns>
    private static async Task<string> CallAsync(RoutingTestHost host, string url, params EscalationRuleInput[] more)
    {
        var policy = await DefaultAsync(host);
        policy.Form.Steps = [new EscalationRuleInput { WebhookUrl = url }, .. more];
        await AsAdmin<IEscalationPolicyAppService>(host, s => s.UpdateAsync(policy.Id, policy.Form));
        (await DefaultAsync(host)).SecretMadeAt.ShouldNotBeNull();
        return await AsAdmin<IWebhookAppService, string>(host, s => s.ChangeSecretAsync(policy.Id));
    }

    private static async Task<EscalationPolicyDto> DefaultAsync(RoutingTestHost host) =>
        (await AsAdmin<IEscalationPolicyAppService, IReadOnlyList<EscalationPolicyDto>>(host, s => s.GetListAsync())).Single(l =>
            l.IsDefault
        );

    private static Task<IReadOnlyList<WebhookCallDto>> ListAsync(RoutingTestHost host) =>
        AsAdmin<IWebhookAppService, IReadOnlyList<WebhookCallDto>>(host, s => s.GetListAsync());

    private static async Task<Guid> LateAsync(RoutingTestHost host, TimeSpan overdue = default)
    {
        var ticket = await host.TicketAsync(t => t.IsLate = true);
        await host.Host.DrainAsync();
        var due = host.Host.Time.Now - overdue;
        var breached = new SlaBreachedEto(ticket, Guid.NewGuid(), SlaMetric.FirstResponse, due, host.Host.Time.Now);
        await host.RunAsync(p => p.GetRequiredService<IDistributedEventBus>().PublishAsync(breached));
        await host.Host.DrainAsync();
        return ticket;
    }

    private static Task SendAsync(RoutingTestHost host, int afterSeconds = 0)
    {
        host.Host.Time.Advance(TimeSpan.FromSeconds(afterSeconds));
        return host.Host.Jobs.RunAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>As a step of the tenant's policy writes it.</summary>
    private static Task WriteCallAsync(RoutingTestHost host, Guid tenant, string url) =>
        host.Host.RunAsync(
            tenant,
            provider =>
            {
                var (db, policy) = (provider.GetRequiredService<CustomerServiceDbContext>(), Guid.NewGuid());
                db.Add(new WebhookCall(policy, Guid.NewGuid(), 1, 1, url, "{}", host.Host.Time.Now));
                db.Add(new WebhookSecret(policy)).Entity.Change(provider.GetRequiredService<WebhookSigner>().Create().Protected);
                provider.GetRequiredService<WebhookManager>().MakeCallsSoon();
                return Task.CompletedTask;
            }
        );

    private static Task<T> AsAdmin<TService, T>(RoutingTestHost host, Func<TService, Task<T>> work)
        where TService : notnull =>
        host.Host.RunAsAsync(RoutingTestHost.Tenant, host.Admin, "admin", p => work(p.GetRequiredService<TService>()));

    private static Task AsAdmin<TService>(RoutingTestHost host, Func<TService, Task> work)
        where TService : notnull =>
        host.Host.RunAsAsync(RoutingTestHost.Tenant, host.Admin, "admin", p => work(p.GetRequiredService<TService>()));
}
