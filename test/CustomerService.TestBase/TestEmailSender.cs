using CustomerService.Framework.Emailing;

namespace CustomerService.TestBase;

/// <summary>Keeps what was to be mailed; each key once, as the real queue does.</summary>
public sealed class TestEmailSender : IEmailSender
{
    private readonly Lock _gate = new();
    private readonly List<EmailMessage> _sent = [];

    public bool IsSetUp { get; set; } = true;

    public IReadOnlyList<EmailMessage> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    public Task QueueAsync(EmailMessage message, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (message.Key is null || _sent.TrueForAll(m => m.Key != message.Key))
            {
                _sent.Add(message);
            }
        }

        return Task.CompletedTask;
    }
}
