using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Notifications.Fakes;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Notifications.Mail;

public sealed class SmtpTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Send_Text_And_Html_With_A_Chinese_Subject_And_The_Headers_Of_A_Machine(DatabaseProvider provider)
    {
        await using var host = await NotificationsTestHost.CreateAsync(provider: provider);
        await QueueAsync(
            host,
            "已收到您的请求，我们会在今天 15:20 前回复您；若需更久，会先告诉您（第一次联系我们的客户）",
            "您好，**李雷**：\n\n.开头是点的一行\n<script>alert(1)</script>",
            actionUrl: "https://cloud.example/requests/1042?a=1&b=2"
        );
        await host.SendAsync();

        var sent = (await host.MailsAsync()).Single();
        (sent.State, sent.Attempts, sent.SentAt).ShouldBe((MailState.Sent, 1, host.Host.Time.Now));
        var mail = host.Smtp.Mails.Single();
        mail.Recipient.ShouldBe("li.lei@example.com");
        mail.Subject.ShouldBe("已收到您的请求，我们会在今天 15:20 前回复您；若需更久，会先告诉您（第一次联系我们的客户）");
        mail.From.ShouldBe("云端优选 <help@cloud.example>");
        mail.Header("Message-ID").ShouldBe($"<{sent.Id:N}@cloud.example>");
        mail.Header("Auto-Submitted").ShouldBe("auto-generated");
        mail.PlainText.ShouldContain("您好，李雷：");
        mail.PlainText.ShouldContain(".开头是点的一行");
        mail.PlainText.ShouldContain("https://cloud.example/requests/1042?a=1&b=2");
        mail.PlainText.ShouldContain(sent.VerifyCode.Insert(5, "-"));
        mail.Html.ShouldContain("<strong>李雷</strong>");
        mail.Html.ShouldContain("#0b6e5b");
        mail.Html.ShouldContain("href=\"https://cloud.example/requests/1042?a=1&amp;b=2\"");
        mail.Html.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("Robert \"Bob\" Smith", "\"Robert \\\"Bob\\\" Smith\" <li.lei@example.com>")]
    [InlineData("Bob\\", "\"Bob\\\\\" <li.lei@example.com>")]
    [InlineData("Smith, Bob", "\"Smith, Bob\" <li.lei@example.com>")]
    [InlineData("Bob\r\nBcc: eve@example.com", "\"Bob Bcc: eve@example.com\" <li.lei@example.com>")]
    [InlineData("Bob <eve@example.com>", "\"Bob <eve@example.com>\" <li.lei@example.com>")]
    [InlineData("Ann", "Ann <li.lei@example.com>")]
    public async Task Should_Write_A_Name_So_That_The_Recipient_Can_Be_Read(string name, string header)
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await QueueAsync(host, "Hello", "Hello", name: name);
        await host.SendAsync();

        var mail = host.Smtp.Mails.Single();
        mail.Recipient.ShouldBe("li.lei@example.com");
        mail.Header("To").ShouldBe(header);
        mail.Raw.ShouldNotContain("\r\nBcc:");
    }

    [Fact]
    public async Task Should_Keep_Other_Peoples_Words_From_Becoming_Links_Or_Headings()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        const string Company =
            "[Reset your password](https://evil.example)\n\n# Alert <https://evil.example> ![x](https://evil.example/x.png)";
        await QueueAsync(host, "Hello", $"Security alert from {MarkdownText.Escape(Company)}.");
        await host.SendAsync();

        var mail = host.Smtp.Mails.Single();
        mail.Html.ShouldNotContain("href=\"https://evil");
        mail.Html.ShouldNotContain("<img");
        mail.Html.ShouldNotContain("<h1");
        mail.PlainText.ShouldContain("Security alert from [Reset your password](https://evil.example) # Alert");
    }

    [Fact]
    public async Task Should_Encode_A_Long_Name_Of_Another_Script()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var name = string.Concat(Enumerable.Repeat("欧阳娜娜😀", 12));
        await QueueAsync(host, "Hello", "Hello", name: name);
        await host.SendAsync();

        var raw = host.Smtp.Mails.Single().Raw;
        using var stream = new MemoryStream(System.Text.Encoding.Latin1.GetBytes(raw));
        var to = (await MimeKit.MimeMessage.LoadAsync(stream)).To.Mailboxes.Single();
        (to.Name, to.Address).ShouldBe((name, "li.lei@example.com"));
        raw.Split("\r\n").ShouldAllBe(line => line.Length <= 998);
    }

    [Fact]
    public async Task Should_Try_Again_After_A_Temporary_Refusal_And_Then_Succeed_With_The_Same_Message_Id()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        host.Smtp.RecipientAnswers.Enqueue("451 4.3.2 greylisted, come back later");
        host.Smtp.DataAnswers.Enqueue("452 4.2.2 mailbox full for now");
        await QueueAsync(host, "Hello", "Hello");
        await host.SendAsync();
        var first = (await host.MailsAsync()).Single();
        (first.State, first.Attempts, first.NextAttempt).ShouldBe((MailState.Pending, 1, host.Host.Time.Now.AddMinutes(1)));
        first.LastError.ShouldNotBeNull().ShouldContain("greylisted");

        await host.SendAsync();
        (await host.MailsAsync()).Single().Attempts.ShouldBe(1, "not before its time");
        host.Host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.SendAsync();
        (await host.MailsAsync()).Single().Attempts.ShouldBe(2);
        host.Smtp.Mails.ShouldBeEmpty();

        host.Host.Time.Advance(TimeSpan.FromMinutes(5));
        await host.SendAsync();
        (await host.MailsAsync()).Single().State.ShouldBe(MailState.Sent);
        host.Smtp.Mails.Single().Header("Message-ID").ShouldContain(first.Id.ToString("N"));
    }

    [Fact]
    public async Task Should_Give_Up_At_Once_When_The_Mailbox_Does_Not_Exist_And_Let_The_Admin_Retry()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        host.Smtp.RecipientAnswers.Enqueue("550 5.1.1 no such user");
        await QueueAsync(host, "Hello", "Hello");
        await QueueAsync(host, "Hello", "Hello", to: "not an address");
        await host.SendAsync();
        (await host.MailsAsync()).ShouldAllBe(m => m.State == MailState.Failed && m.Attempts == 1);

        var id = (await host.MailsAsync())[0].Id;
        await AsAdmin(host, s => s.RetryAsync(id));
        await host.SendAsync();
        (await host.MailsAsync())[0].State.ShouldBe(MailState.Sent);
    }

    [Theory]
    [InlineData("MAIL", "554 5.3.0 no service for you")]
    [InlineData("MAIL", "550 5.3.5 sign-in is set up wrongly")]
    [InlineData("MAIL", "530 5.7.0 sign in first")]
    [InlineData("MAIL", "553 5.7.1 sender address rejected")]
    [InlineData("MAIL", "421 4.7.0 too many connections")]
    [InlineData("RCPT", "550 5.5.4 too many mails today")]
    [InlineData("RCPT", "554 5.7.1 relay access denied")]
    [InlineData("RCPT", "421 4.3.2 going down")]
    [InlineData("DATA", "554 5.3.0 out of order")]
    [InlineData("port", "")]
    public async Task Should_Wait_As_Long_As_The_Server_Takes_No_Mail_And_Tell_The_Admin(string command, string answer)
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await QueueAsync(host, "Hello", "Hello");
        for (var i = 0; i < 2 * OutgoingMail.MaxAttempts; i++)
        {
            host.Options.Port = command == "port" ? 1 : host.Smtp.Port;
            Answers(host, command)?.Enqueue(answer);
            await host.SendAsync();
            host.Host.Time.Advance(TimeSpan.FromHours(12));
        }

        var waiting = (await host.MailsAsync()).Single();
        (waiting.State, waiting.Attempts).ShouldBe((MailState.Pending, 0));
        (await AsAdmin(host, s => s.GetStatusAsync())).Problem.ShouldNotBeNull().ShouldContain(answer[Math.Min(4, answer.Length)..]);

        host.Options.Port = host.Smtp.Port;
        await host.SendAsync();
        (await host.MailsAsync()).Single().State.ShouldBe(MailState.Sent);
        (await AsAdmin(host, s => s.GetStatusAsync())).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Should_Ask_A_Server_That_Takes_Nothing_With_A_Few_Mails_And_At_Once_When_The_Admin_Says_So()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        for (var i = 0; i < 20; i++)
        {
            await QueueAsync(host, $"Hello {i}", "Hello");
            host.Smtp.SenderAnswers.Enqueue("550 5.3.5 sign-in is set up wrongly");
        }

        await host.SendAsync();
        host.Smtp.SenderAnswers.Count.ShouldBeGreaterThanOrEqualTo(12, "the others wait without knocking");
        host.Smtp.SenderAnswers.Clear();
        await host.SendAsync();
        host.Smtp.Mails.ShouldBeEmpty();
        await AsAdmin(host, s => s.RetryAllAsync());
        await host.SendAsync();
        host.Smtp.Mails.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 no such user", MailState.Failed)]
    [InlineData("RCPT", "553 mailbox name not allowed", MailState.Failed)]
    [InlineData("RCPT", "550 5.2.1 mailbox disabled", MailState.Failed)]
    [InlineData("DATA", "550 5.1.1 no such user", MailState.Failed)]
    [InlineData("RCPT", "452 4.2.2 mailbox full", MailState.Pending)]
    [InlineData("RCPT", "550 5.7.1 not wanted", MailState.Pending)]
    [InlineData("DATA", "552 5.3.4 message too big", MailState.Pending)]
    [InlineData("DATA", "554 5.7.1 looks like spam", MailState.Pending)]
    public async Task Should_End_A_Mail_Only_When_Its_Recipient_Is_Refused(string command, string answer, MailState state)
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await QueueAsync(host, "Hello", "Hello");
        Answers(host, command)!.Enqueue(answer);
        await host.SendAsync();
        var mail = (await host.MailsAsync()).Single();
        (mail.State, mail.Attempts).ShouldBe((state, 1));
        await QueueAsync(host, "Other", "Other");
        await host.SendAsync();
        host.Smtp.Mails.Single().Subject.ShouldBe("Other", "one refused mail holds up no other");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Send_Another_Tenants_Mail_While_Those_Of_One_Hang(DatabaseProvider provider)
    {
        await using var host = await NotificationsTestHost.CreateAsync(provider: provider);
        host.Smtp.Hanging.Add("hang@example.com");
        for (var i = 0; i < 20; i++)
        {
            await QueueAsync(host, $"Hello {i}", "Hello", to: "hang@example.com");
        }

        await host.Host.RunAsync(
            CustomerService.TestBase.TestHost.TenantB,
            p => p.GetRequiredService<IEmailSender>().QueueAsync(new EmailMessage("bob@example.com", "Bob", "Reset", "Reset", "en"))
        );
        using var stop = new CancellationTokenSource();
        var running = host.Host.Jobs.RunAsync(workers: 2, stop.Token);
        await Wait.UntilAsync(() => Task.FromResult(!host.Smtp.Mails.IsEmpty), "a worker is free for the other tenant");
        host.Smtp.Mails.Single().Subject.ShouldBe("Reset");
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Send_What_Waits_Although_Its_Job_Was_Lost_And_Each_Mail_Once(DatabaseProvider provider)
    {
        await using var host = await NotificationsTestHost.CreateAsync(provider: provider);
        await QueueAsync(host, "Hello", "Hello");
        await host.Host.RunAsync(
            null,
            p => p.GetRequiredService<IEmailSender>().QueueAsync(new EmailMessage("bob@example.com", "Bob", "Host", "Hello", "en"))
        );
        host.Host.Jobs.Lose();
        await host.SendAsync();
        host.Smtp.Mails.ShouldBeEmpty();

        // The second one is as a job of another node, which was only slow.
        await SweepAsync(host);
        await SweepAsync(host);
        await host.Host.Jobs.RunAsync(workers: 4);
        host.Smtp.Mails.Select(m => m.Subject).ShouldBe(["Hello", "Host"], ignoreOrder: true);
        await SweepAsync(host);
        host.Host.Jobs.Count.ShouldBe(0, "nothing is due any more");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Need_One_Job_For_A_Transaction_And_None_For_What_Is_Written_During_A_Turn(DatabaseProvider provider)
    {
        await using var host = await NotificationsTestHost.CreateAsync(provider: provider);
        await host.Host.RunAsync(
            NotificationsTestHost.Tenant,
            async p =>
            {
                for (var i = 0; i < 5; i++)
                {
                    var mail = new EmailMessage("li.lei@example.com", "李雷", $"Hello {i}", "Hello", "en");
                    await p.GetRequiredService<IEmailSender>().QueueAsync(mail);
                }
            }
        );
        host.Host.Jobs.Count.ShouldBe(1);
        host.Host.Jobs.Lose();
        var queue = host.Host.Services.GetRequiredService<OutgoingQueue<OutgoingMail>>();
        using (host.Host.Services.GetRequiredService<ICurrentTenant>().Change(NotificationsTestHost.Tenant))
        {
            queue.TryEnter().ShouldBeTrue();
            await QueueAsync(host, "Hello", "Hello");
            host.Host.Jobs.Count.ShouldBe(0);
            queue.Leave();
        }

        await QueueAsync(host, "Hello", "Hello");
        host.Host.Jobs.Count.ShouldBe(1);
        await host.SendAsync();
        host.Smtp.Mails.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Leave_A_Mail_To_Whoever_Took_It_Until_His_Time_Is_Over(DatabaseProvider provider)
    {
        await using var host = await NotificationsTestHost.CreateAsync(provider: provider);
        await QueueAsync(host, "Hello", "Hello");
        await host.Host.RunAsync(
            NotificationsTestHost.Tenant,
            p =>
                p.GetRequiredService<OutgoingQueue<OutgoingMail>>()
                    .TakeAsync(p.GetRequiredService<CustomerServiceDbContext>(), TestContext.Current.CancellationToken)
        );
        await host.SendAsync();
        host.Smtp.Mails.ShouldBeEmpty();

        host.Host.Time.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync(host);
        await host.SendAsync();
        host.Smtp.Mails.Single().Header("Message-ID").ShouldContain((await host.MailsAsync()).Single().Id.ToString("N"));
    }

    [Fact]
    public async Task Should_Keep_Mails_While_No_Server_Is_Set_And_Send_All_Later()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        host.Options.Host = "";
        await QueueAsync(host, "One", "One");
        await QueueAsync(host, "Two", "Two");
        await host.SendAsync();
        (await host.MailsAsync()).ShouldAllBe(m => m.State == MailState.NotSetUp);
        (await AsAdmin(host, s => s.GetStatusAsync())).ShouldBe(new MailStatusDto(null, host.Smtp.Port, "help@cloud.example", 0, 0, 2));

        host.Options.Host = "127.0.0.1";
        (await AsAdmin(host, s => s.RetryAllAsync())).ShouldBe(2);
        await host.SendAsync();
        host.Smtp.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Should_Send_A_Mail_With_The_Same_Key_Once_And_Host_Mails_Without_A_Tenant()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await QueueAsync(host, "One", "One", key: "k");
        await QueueAsync(host, "One", "One", key: "k");
        await host.Host.RunAsync(
            null,
            p =>
                p.GetRequiredService<IEmailSender>()
                    .QueueAsync(new EmailMessage("new@example.com", "New", "Confirm your address", "Hello", "en", "k"))
        );
        await host.SendAsync();
        host.Smtp.Mails.Count.ShouldBe(2);
        host.Smtp.Mails.Single(m => m.Subject == "Confirm your address").From.ShouldContain("CustomerService");
    }

    [Fact]
    public async Task Should_Read_Older_Mails_Page_By_Page()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            await QueueAsync(host, $"Mail {i}", "x");
        }

        var first = await AsAdmin(host, s => s.GetListAsync(new MailListInput { Limit = 3 }));
        var second = await AsAdmin(host, s => s.GetListAsync(new MailListInput { Limit = 3, After = Guid.Parse(first.Next!) }));
        first.Items.Concat(second.Items).Select(m => m.Subject).ShouldBe(["Mail 4", "Mail 3", "Mail 2", "Mail 1", "Mail 0"]);
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task Should_Tell_The_Doctor_What_Is_Wrong()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var check = host.Host.Services.GetServices<Framework.Diagnostics.IDoctorCheck>().OfType<MailDoctorCheck>().Single();
        (await check.RunAsync()).Verdict.ShouldBe(Framework.Diagnostics.DoctorVerdict.Ok);
        await QueueAsync(host, "Hello", "Hello");
        host.Smtp.SenderAnswers.Enqueue("550 5.3.5 sign-in is set up wrongly");
        await host.SendAsync();
        var refused = await check.RunAsync();
        (refused.Verdict, refused.Finding.Contains("1 emails wait", StringComparison.Ordinal)).ShouldBe(
            (Framework.Diagnostics.DoctorVerdict.Warning, true)
        );
        refused.Finding.ShouldContain("sign-in is set up wrongly");
        host.Options.Port = 1;
        (await check.RunAsync()).Verdict.ShouldBe(Framework.Diagnostics.DoctorVerdict.Failed);
        host.Options.Host = null;
        (await check.RunAsync()).Verdict.ShouldBe(Framework.Diagnostics.DoctorVerdict.Warning);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Know_The_Code_That_Stands_In_A_Mail_And_No_Invented_One(DatabaseProvider provider)
    {
        await using var host = await NotificationsTestHost.CreateAsync(provider: provider);
        await QueueAsync(host, "Hello", "x");
        await host.SendAsync();
        var printed = System.Text.RegularExpressions.Regex.Match(host.Smtp.Mails.Single().PlainText, "[2-9A-Z]{5}-[2-9A-Z]{5}").Value;
        var mail = new CodedMailDto("li.lei@example.com", host.Host.Time.Now);
        foreach (var typed in new[] { printed, printed.ToLowerInvariant(), $"  {printed.Replace("-", " ")} " })
        {
            (await FindAsync(typed)).ShouldBe(new MailCodeDto(printed, mail));
        }

        (await FindAsync("ABCDE-23456")).ShouldBe(new MailCodeDto("ABCDE-23456", null));
        (await FindAsync("help@cloud.example")).ShouldBeNull();
        (await FindAsync(printed, TestHost.TenantB)).ShouldBe(new MailCodeDto(printed, null), "another workspace's mail");

        Task<MailCodeDto?> FindAsync(string typed, Guid? tenant = null) =>
            host.Host.RunAsync(
                tenant ?? NotificationsTestHost.Tenant,
                p => p.GetRequiredService<IMailIntegrationService>().FindByCodeAsync(typed)
            );
    }

    private static Task SweepAsync(NotificationsTestHost host) =>
        host.Host.Services.GetServices<HangfireBackgroundWorkerBase>().OfType<MailSweep>().Single().DoWorkAsync();

    private static Task QueueAsync(
        NotificationsTestHost host,
        string subject,
        string body,
        string? key = null,
        string? actionUrl = null,
        string to = "li.lei@example.com",
        string name = "李雷"
    ) =>
        host.Host.RunAsync(
            NotificationsTestHost.Tenant,
            p =>
                p.GetRequiredService<IEmailSender>()
                    .QueueAsync(new EmailMessage(to, name, subject, body, "zh-Hans", key, actionUrl is null ? null : "查看", actionUrl))
        );

    private static System.Collections.Concurrent.ConcurrentQueue<string>? Answers(NotificationsTestHost host, string command) =>
        command switch
        {
            "MAIL" => host.Smtp.SenderAnswers,
            "RCPT" => host.Smtp.RecipientAnswers,
            "DATA" => host.Smtp.DataAnswers,
            _ => null,
        };

    private static Task<T> AsAdmin<T>(NotificationsTestHost host, Func<IMailAppService, Task<T>> work) =>
        host.Host.RunAsAsync(NotificationsTestHost.Tenant, host.Agent, "admin", p => work(p.GetRequiredService<IMailAppService>()));

    private static Task AsAdmin(NotificationsTestHost host, Func<IMailAppService, Task> work) =>
        host.Host.RunAsAsync(NotificationsTestHost.Tenant, host.Agent, "admin", p => work(p.GetRequiredService<IMailAppService>()));
}
