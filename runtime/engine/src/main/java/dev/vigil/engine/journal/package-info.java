/**
 * The journal on disk: the {@link dev.vigil.engine.journal.Database} with its schema, the
 * {@link dev.vigil.engine.journal.Journal}, which is the actor that recovers a slot and persists one record at a time, and
 * the {@link dev.vigil.engine.journal.LogReader}. What a record means is not known here: records and states are bytes.
 *
 * <p>Carried by Pekko persistence and pekko-persistence-jdbc, configured by {@code journal.conf}. In three places theirs is
 * replaced: the DAO, so that a record is a transaction of its own; the snapshot store, so that a damaged snapshot costs a
 * longer replay only; and the way snapshots are saved, so that the slot does not wait for them.
 */
@NullMarked
package dev.vigil.engine.journal;

import org.jspecify.annotations.NullMarked;
