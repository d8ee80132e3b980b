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
    public bool IsSetUp => options.Value.IsSetUp;

    public async Task QueueAsync(EmailMessage message, CancellationToken cancellationToken = default)
    {
        if (
            message.Key is { } key
            && (
                db.Set<OutgoingMail>().Local.Any(m => m.Key == key)
                || await db.Set<OutgoingMail>().AnyAsync(m => m.Key == key, cancellationToken)
            )
        )
        {
            return;
        }

        var isFirst = db.ChangeTracker.Entries<OutgoingMail>().All(m => m.State != EntityState.Added);
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
            unitOfWorkManager.Current!.OnCompleted(() => queue.HandOverAsync(new SendMailsArgs()));
        }
    }
}
