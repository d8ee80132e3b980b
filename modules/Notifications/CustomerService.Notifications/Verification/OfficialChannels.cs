namespace CustomerService.Notifications.Verification;

/// <summary>What is known to be this tenant's own: its portal's host and the address its mail comes from.</summary>
internal sealed record OfficialChannels(string Host, string? MailSender)
{
    /// <summary>An address of a page, a host name or a mail address. A look-alike inside of a longer name is not ours.</summary>
    public bool Contains(string asked)
    {
        var text = asked.Trim().ToLowerInvariant();
        if (text.Contains('@') && !text.Contains('/'))
        {
            return MailSender is not null && text == MailSender.ToLowerInvariant();
        }

        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.IdnHost == Host.Split(':')[0];
    }
}
