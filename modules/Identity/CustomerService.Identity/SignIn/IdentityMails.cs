using CustomerService.Framework.Emailing;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using Microsoft.Extensions.Localization;

namespace CustomerService.Identity.SignIn;

/// <summary>The mails about accounts, each in its reader's language, each with one button and the time until when it works.</summary>
internal sealed class IdentityMails(
    IEmailSender mail,
    ISiteUrls urls,
    ICurrentTenant tenant,
    ITenantStore tenants,
    IStringLocalizer localizer,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>Asking again within this time sends no second mail of the same kind.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    public Task SendLinkAsync(string to, string name, string language, string path, CancellationToken cancellationToken) =>
        SendAsync("Link", to, name, language, path, [], cancellationToken);

    /// <param name="verifiesWorkspace">Goes out of a workspace that is not verified yet, because it can be what verifies it.</param>
    public Task SendResetAsync(User user, string path, bool verifiesWorkspace, CancellationToken cancellationToken) =>
        SendAsync("Reset", user.Email, user.Name, user.Language, path, [], cancellationToken, verifiesWorkspace);

    public Task SendConfirmationAsync(User user, string path, CancellationToken cancellationToken) =>
        SendAsync("Confirmation", user.Email, user.Name, user.Language, path, [], cancellationToken, verifiesWorkspace: true);

    public Task SendInvitationAsync(User user, string inviter, string path, CancellationToken cancellationToken) =>
        SendAsync("Invitation", user.Email, user.Name, user.Language, path, [("Inviter", inviter)], cancellationToken);

    public Task SendExportAsync(User user, string path, CancellationToken cancellationToken) =>
        SendAsync("Export", user.Email, user.Name, user.Language, path, [], cancellationToken);

    public Task SendDeletionCodeAsync(User user, string code, CancellationToken cancellationToken) =>
        SendAsync("DeletionCode", user.Email, user.Name, user.Language, "/admin/data", [("Code", code)], cancellationToken);

    /// <param name="due">In words of the reader's; null: the workspace stays.</param>
    public Task SendDeletionAsync(User user, string by, string? due, CancellationToken cancellationToken) =>
        SendAsync(
            due is null ? "DeletionCancelled" : "DeletionPlanned",
            user.Email,
            user.Name,
            user.Language,
            "/admin/data",
            [("By", by), ("Due", due)],
            cancellationToken
        );

    public Task SendWorkspacesAsync(
        string to,
        string language,
        IReadOnlyList<(string Name, string Url)> workspaces,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            "Workspaces",
            to,
            EmailAddresses.LocalPart(to),
            language,
            workspaces.Count == 1 ? workspaces[0].Url : null,
            [("List", new MarkdownValue(string.Join('\n', workspaces.Select(w => $"- {MarkdownText.Escape(w.Name)}: {w.Url}"))))],
            cancellationToken
        );

    private async Task SendAsync(
        string kind,
        string to,
        string name,
        string language,
        string? pathOrUrl,
        (string Name, object? Value)[] values,
        CancellationToken cancellationToken,
        bool verifiesWorkspace = false
    )
    {
        using var culture = LocalizerExtensions.UseCulture(language);
        var centre = (tenant.Id is { } id ? await tenants.FindAsync(id, cancellationToken) : null)?.Name ?? "CustomerService";
        values = [.. values, ("Name", name), ("Centre", centre)];
        var url = pathOrUrl is ['/', ..] ? await urls.AbsoluteAsync(pathOrUrl, cancellationToken) : pathOrUrl;
        var key = $"identity.{kind}:{User.Normalize(to)}:{time.GetUtcNow().Ticks / Again.Ticks}";
        await mail.QueueAsync(
            new EmailMessage(
                to,
                name,
                localizer.Format($"Identity.Mail.{kind}.Subject", values),
                localizer.FormatMarkdown($"Identity.Mail.{kind}.Body", values),
                language,
                key,
                url is null ? null : localizer[$"Identity.Mail.{kind}.Action"].Value,
                url,
                VerifiesWorkspace: verifiesWorkspace
            ),
            cancellationToken
        );
    }
}
