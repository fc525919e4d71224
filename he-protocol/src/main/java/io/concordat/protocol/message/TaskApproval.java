package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.job.Approval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * TASK_APPROVAL: the signatures of the persons who approved a task at one bank, ascending by key. Whether they are
 * enrolled and valid is for {@link io.concordat.protocol.job.Approvals} to decide.
 */
public record TaskApproval(Digest taskHash, List<Approval> approvals) implements MessageBody {
    private static final Comparator<Approval> BY_KEY =
            Comparator.comparing(approval -> approval.approverKey().bytes());

    public TaskApproval {
        approvals = approvals.stream().sorted(BY_KEY).toList();
        if (approvals.size() < 2 || approvals.size() > Member.MAX_APPROVERS) {
            throw new IllegalArgumentException(
                    "Expected 2 to " + Member.MAX_APPROVERS + " approvals but found " + approvals.size());
        }
        for (int i = 0; i < approvals.size(); i++) {
            if (!approvals.get(i).taskHash().equals(taskHash)) {
                throw new IllegalArgumentException("Expected approvals of task " + taskHash.brief()
                        + " but found one of " + approvals.get(i).taskHash().brief());
            }
            if (i > 0 && BY_KEY.compare(approvals.get(i - 1), approvals.get(i)) == 0) {
                throw new IllegalArgumentException("Expected different approvers but found one key twice");
            }
        }
    }

    @Override
    public MessageType type() {
        return MessageType.TASK_APPROVAL;
    }

    @Override
    public void write(CanonicalWriter writer) {
        taskHash.write(writer);
        writer.u32(approvals.size());
        approvals.forEach(approval -> approval.write(writer));
    }

    static TaskApproval read(CanonicalReader reader) throws DecodeException {
        Digest taskHash = Digest.read(reader);
        int count = reader.count(Member.MAX_APPROVERS);
        List<Approval> approvals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            approvals.add(Approval.read(reader));
        }
        TaskApproval message = new TaskApproval(taskHash, approvals);
        if (!message.approvals.equals(approvals)) {
            throw new DecodeException("Expected " + count + " approvals ascending by key but found another order");
        }
        return message;
    }
}
