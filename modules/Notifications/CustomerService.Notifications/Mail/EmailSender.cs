using CustomerService.Framework.Data;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

internal sealed class EmailSender(
    CustomerServiceDbContext db,
    OutgoingQueue<OutgoingMail> queue,
    IUnitOfWorkManager unitOfWorkManager,
    IOptions<SmtpOptions> options,
    TimeProvider time
) : IEmailSender, ITransientDependency
{
    private const string KeysName = "notifications.mails";

    public bool IsSetUp => options.Value.IsSetUp;

    public async Task QueueAsync(EmailMessage message, CancellationToken cancellationToken = default)
    {
        if (
            EmailAddresses.IsNobodys(message.To)
            || message.To.EndsWith("@" + EmailAddresses.SampleDomain, StringComparison.OrdinalIgnoreCase)
        )
        {
            return;
        }

        // Not asked of the change tracker: it would look through all mails for each one more.
        var unitOfWork = unitOfWorkManager.Current!;
        var isFirst = !unitOfWork.Items.TryGetValue(KeysName, out var remembered);
        var keys = (HashSet<string>)(isFirst ? unitOfWork.Items[KeysName] = new HashSet<string>() : remembered!);
        if (message.Key is { } key && (!keys.Add(key) || await db.Set<OutgoingMail>().AnyAsync(m => m.Key == key, cancellationToken)))
        {
            return;
        }

        var mail = new OutgoingMail(message, time.GetUtcNow().UtcDateTime);
        db.Add(mail);
        if (!IsSetUp)
        {
            // Kept and shown, but no job is made, which could do no more than say the same.
            mail.MarkNotSetUp();
        }
        else if (isFirst)
        {
            // One job for all mails of the transaction.
            unitOfWork.OnCompleted(() => queue.HandOverAsync(new SendMailsArgs()));
        }
    }
}
