namespace CustomerService.Notifications.Mail;

/// <summary>Section <c>Smtp</c> of the settings.</summary>
internal sealed class SmtpOptions
{
    /// <summary>Empty: no mail is sent, and everybody who should know is told so.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 25;

    public string From { get; set; } = "no-reply@localhost.localdomain";

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>STARTTLS; on port 465 TLS from the first byte on.</summary>
    public bool UseTls { get; set; }

    public bool IsSetUp => !string.IsNullOrWhiteSpace(Host);
}
